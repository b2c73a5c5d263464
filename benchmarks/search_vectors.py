"""What a search looks through, made by the database itself: no less work can make it."""

INSERT_VECTORS = """
    INSERT INTO articles_searchentry (article_id, configuration, vector)
    SELECT article.id, 'english',
           setweight(to_tsvector('english', article.title), 'A')
           || setweight(to_tsvector('english', version.body), 'D')
    FROM articles_article article
    JOIN articles_textversion version ON version.id = article.current_version_id
    WHERE article.id BETWEEN %s AND %s
"""
"""Of the articles from one key to another, which are all English."""
