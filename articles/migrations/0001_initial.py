import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
import pghistory.utils
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('auth', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Story',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.CharField(max_length=300)),
                ('summary', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'verbose_name_plural': 'stories',
                'ordering': ['title'],
                'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='story_title_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='StoryEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('title', models.CharField(max_length=300)),
                ('summary', models.TextField(blank=True)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='articles.story')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ImportBatch',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('origin', models.CharField(choices=[('admin', 'admin'), ('command', 'command line'), ('sample', 'sample')], default='admin', max_length=8)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('committed_at', models.DateTimeField(null=True)),
                ('undone_at', models.DateTimeField(null=True)),
                ('undo_refusal', models.TextField(blank=True, help_text='Why a job did not undo it, when its turn came.')),
                ('queued_at', models.DateTimeField(null=True)),
                ('queued_count', models.PositiveIntegerField(default=0, help_text='Items that were queued for importing together, at the last time.')),
                ('recurring', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, help_text='Keys of lines that several of its items have.', size=None)),
                ('created_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('queued_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'import batches',
                'ordering': ['-id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('undone_at__isnull', True), ('committed_at__isnull', False), _connector='OR'), name='batch_undone_after_commit')],
            },
        ),
        migrations.CreateModel(
            name='Source',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(help_text='As readers know it: Asharq Al-Awsat.', max_length=200)),
                ('description', models.TextField(blank=True, help_text='Who is behind it, where, since when.')),
                ('language', models.CharField(blank=True, help_text='ISO 639-1 code of the language it mostly publishes in.', max_length=16)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('name'), name='source_name_unique'), models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='source_name_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='SourceEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('name', models.CharField(help_text='As readers know it: Asharq Al-Awsat.', max_length=200)),
                ('description', models.TextField(blank=True, help_text='Who is behind it, where, since when.')),
                ('language', models.CharField(blank=True, help_text='ISO 639-1 code of the language it mostly publishes in.', max_length=16)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='articles.source')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='SourceName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('name', 'name'), ('host', 'host')], default='name', max_length=8)),
                ('text', models.CharField(help_text='The name or host as it appears in articles.', max_length=200)),
                ('key', models.CharField(editable=False, help_text='The text with case, hyphens and punctuation folded: what is compared.', max_length=200)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='articles.source')),
            ],
            options={
                'ordering': ['kind', 'text'],
                'constraints': [models.UniqueConstraint(fields=('kind', 'key'), name='source_recognised_by_one_name'), models.CheckConstraint(condition=models.Q(('key', ''), _negated=True), name='source_name_key_not_empty')],
            },
        ),
        migrations.CreateModel(
            name='SourceNameEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('kind', models.CharField(choices=[('name', 'name'), ('host', 'host')], default='name', max_length=8)),
                ('text', models.CharField(help_text='The name or host as it appears in articles.', max_length=200)),
                ('key', models.CharField(editable=False, help_text='The text with case, hyphens and punctuation folded: what is compared.', max_length=200)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='articles.sourcename')),
                ('source', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='articles.source')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.CreateModel(
            name='ImportFile',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.TextField(help_text="The file's name or path, as given.")),
                ('size', models.PositiveBigIntegerField(help_text='In bytes.')),
                ('sha256', models.CharField(help_text='Of its bytes, which are stored under it.', max_length=64)),
                ('format', models.CharField(choices=[('text', 'text'), ('html', 'html'), ('json', 'json'), ('jsonl', 'jsonl'), ('csv', 'csv'), ('feed', 'feed'), ('warc', 'warc'), ('docx', 'docx'), ('rtf', 'rtf'), ('zip', 'zip')], max_length=8)),
                ('options', models.JSONField(default=dict, help_text='How its records are read: encoding, columns, mapping.')),
                ('state', models.CharField(choices=[('waiting', 'waits for its editor'), ('reading', 'being read'), ('read', 'read'), ('stopped', 'stopped'), ('failed', 'not readable')], default='reading', max_length=8)),
                ('records', models.PositiveIntegerField(default=0, help_text='How many of its records were staged or refused so far.')),
                ('reading_since', models.DateTimeField(help_text='When its reading began, or went on, for the last time.', null=True)),
                ('records_then', models.PositiveIntegerField(default=0, help_text='How many of its records were staged or refused by then.')),
                ('problems', models.JSONField(default=list, help_text='What to look at: line, code, message.')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='files', to='articles.importbatch')),
                ('source', models.ForeignKey(help_text='What its editor says all of its records come from.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.source')),
            ],
            options={
                'ordering': ['batch', 'id'],
                'constraints': [models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='file_sha256_is_one')],
            },
        ),
        migrations.CreateModel(
            name='RememberedMapping',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('signature', models.CharField(help_text='Of the format and the names of the columns.', max_length=64)),
                ('mapping', models.JSONField(help_text='Field of an article → column.')),
                ('date_order', models.CharField(blank=True, help_text='dmy or mdy, as an editor said it; read so where a file does not tell it.', max_length=3)),
                ('confirmed_at', models.DateTimeField(auto_now=True)),
                ('confirmed_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('source', models.ForeignKey(null=True, on_delete=django.db.models.deletion.CASCADE, related_name='remembered_mappings', to='articles.source')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('source', 'signature'), name='mapping_remembered_once', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='KnownLine',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.BigIntegerField(help_text='Of the line with case and digits folded.')),
                ('text', models.TextField(help_text='The line as it was seen first.')),
                ('seen', models.PositiveIntegerField(default=0, help_text='How many of its latest articles had it when they were counted.')),
                ('role', models.CharField(blank=True, choices=[('blank', 'Blank'), ('title', 'Title'), ('kicker', 'Kicker'), ('byline', 'Byline'), ('date_line', 'Date line'), ('dateline', 'Dateline'), ('source_line', 'Source line'), ('url', 'Address'), ('standfirst', 'Standfirst'), ('paragraph', 'Paragraph'), ('heading', 'Heading'), ('caption', 'Caption'), ('quotation', 'Quotation'), ('list_item', 'List item'), ('site_header', 'Site header'), ('repeated_title', 'Repeated title'), ('navigation', 'Navigation'), ('sharing', 'Sharing'), ('subscribe', 'Subscription offer'), ('cookies', 'Cookie notice'), ('related', 'Related'), ('advertisement', 'Advertisement'), ('category', 'Category'), ('comments', 'Comments'), ('copyright', 'Copyright'), ('media_id', 'Identifier'), ('separator', 'Separator'), ('about_author', 'About the author'), ('footer', 'Footer'), ('boilerplate', 'Not the article')], help_text='What an editor says it is; empty: nobody said.', max_length=16)),
                ('taught_by', models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('source', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='known_lines', to='articles.source')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('source', 'key'), name='known_line_once_per_source')],
            },
        ),
        migrations.CreateModel(
            name='Article',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('title', models.TextField()),
                ('kicker', models.TextField(blank=True, help_text='The line above the title: PHOTO, OPINION …')),
                ('authors', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None)),
                ('dateline', models.TextField(blank=True, help_text='Where the report was filed, as printed; it stays in the body, too.')),
                ('published', models.DateField(blank=True, help_text='First day of the month or year when only that is known.', null=True)),
                ('published_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=8)),
                ('language', models.CharField(default='und', help_text="ISO 639-1 code; 'und' when it is not known.", max_length=16)),
                ('url', models.TextField(blank=True, help_text='Where it was published. Never fetched.')),
                ('external_id', models.CharField(blank=True, help_text='What its source calls it, such as a media id.', max_length=200)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='articles', to='articles.source')),
                ('story', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='articles', to='articles.story')),
            ],
            options={
                'indexes': [models.Index(models.OrderBy(models.F('published'), descending=True, nulls_last=True), models.OrderBy(models.F('id'), descending=True), name='article_by_date'), models.Index(models.F('source'), models.OrderBy(models.F('published'), descending=True, nulls_last=True), name='article_by_source'), models.Index(models.F('language'), models.OrderBy(models.F('published'), descending=True, nulls_last=True), name='article_by_language'), models.Index(fields=['external_id'], name='article_by_external_id'), django.contrib.postgres.indexes.HashIndex(fields=['url'], name='article_by_url')],
                'constraints': [models.CheckConstraint(condition=models.Q(('title', ''), _negated=True), name='article_title_not_empty'), models.CheckConstraint(condition=models.Q(('language', ''), _negated=True), name='article_language_not_empty'), models.CheckConstraint(condition=models.Q(models.Q(('published__isnull', True), ('published_precision', '')), models.Q(('published__isnull', False), ('published_precision__in', ['day', 'month', 'year'])), _connector='OR'), name='article_date_has_precision')],
            },
        ),
        migrations.CreateModel(
            name='Fingerprint',
            fields=[
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='fingerprint', serialize=False, to='articles.article')),
                ('signature', models.BinaryField(help_text='Unsigned numbers of 32 bits, little-endian.')),
                ('bands', django.contrib.postgres.fields.ArrayField(base_field=models.IntegerField(), size=None)),
            ],
            options={
                'indexes': [django.contrib.postgres.indexes.GinIndex(fastupdate=False, fields=['bands'], name='fingerprint_bands')],
            },
        ),
        migrations.CreateModel(
            name='SearchEntry',
            fields=[
                ('article', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='search_entry', serialize=False, to='articles.article')),
                ('configuration', models.CharField(help_text='PostgreSQL text search configuration of the vector.', max_length=20)),
                ('vector', django.contrib.postgres.search.SearchVectorField()),
            ],
            options={
                'verbose_name_plural': 'search entries',
                'indexes': [django.contrib.postgres.indexes.GinIndex(fields=['vector'], name='search_entry_vector'), models.Index(fields=['configuration'], name='search_entry_by_configuration')],
            },
        ),
        migrations.CreateModel(
            name='ImportItem',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('record', models.PositiveIntegerField(help_text='Number in its file, from 1.', null=True)),
                ('line', models.PositiveIntegerField(help_text='Where it begins in its file, from 1.', null=True)),
                ('format', models.CharField(choices=[('text', 'text'), ('html', 'html'), ('object', 'object'), ('row', 'row'), ('entry', 'entry'), ('docx', 'docx'), ('rtf', 'rtf')], default='text', max_length=8)),
                ('position', models.PositiveIntegerField(help_text='From 1, in the order of the upload.')),
                ('name', models.TextField(help_text="The file's name or path, as given.")),
                ('status', models.CharField(choices=[('staged', 'staged'), ('queued', 'being imported'), ('committed', 'imported'), ('duplicate', 'already there'), ('failed', 'not readable'), ('dismissed', 'left out'), ('undone', 'undone')], default='staged', max_length=10)),
                ('size', models.PositiveBigIntegerField(help_text='Of the raw bytes.')),
                ('sha256', models.CharField(blank=True, help_text='Of the raw bytes.', max_length=64)),
                ('raw_sha256', models.CharField(blank=True, help_text='The stored file that has them; empty: not kept.', max_length=64)),
                ('raw_offset', models.PositiveBigIntegerField(default=0, help_text='Where in it they begin.')),
                ('encoding', models.CharField(blank=True, max_length=40)),
                ('encoding_confidence', models.FloatField(help_text='From 0 to 1.', null=True)),
                ('is_repaired', models.BooleanField(default=None, help_text='Whether its editor had wrongly decoded characters repaired; empty: not said.', null=True)),
                ('stated', models.JSONField(default=dict, help_text='What its file states of it outside of its bytes: given, encoding, fetched.')),
                ('title', models.TextField(blank=True)),
                ('kicker', models.TextField(blank=True)),
                ('source_name', models.CharField(blank=True, help_text='A source that is proposed but does not exist yet.', max_length=200)),
                ('authors', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None)),
                ('external_id', models.CharField(blank=True, max_length=200)),
                ('url', models.TextField(blank=True)),
                ('dateline', models.TextField(blank=True)),
                ('published', models.DateField(blank=True, null=True)),
                ('published_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=8)),
                ('language', models.CharField(blank=True, max_length=16)),
                ('proposal', models.JSONField(default=dict, help_text='Field → value, confidence, rule, line.')),
                ('line_roles', models.JSONField(default=dict, help_text='Line number → role, chosen by the editor.')),
                ('removed', models.JSONField(default=list, help_text='What is left out: line, rule, reason, text.')),
                ('problems', models.JSONField(default=list, help_text='What to look at: line, code, message.')),
                ('block_counts', models.JSONField(default=dict, help_text='Kind of block → how many.')),
                ('text_sha256', models.CharField(blank=True, help_text='Of the cleaned text; empty when there is none.', max_length=64)),
                ('line_keys', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, help_text="Keys of its short lines: what recurs in a batch is no article's.", size=None)),
                ('recurring', models.JSONField(default=dict, help_text='Key of a line → role: what was learnt before, and used to read it.')),
                ('match_kind', models.CharField(blank=True, choices=[('same-text', 'the same text'), ('same-address', 'the same address or id'), ('similar', 'a similar text')], max_length=12)),
                ('similarity', models.FloatField(help_text='Of both texts, from 0 to 1.', null=True)),
                ('decision', models.CharField(blank=True, choices=[('separate', 'a separate article'), ('same', 'the same article, seen elsewhere'), ('version', 'a new version of it'), ('related', 'separate, of the same story')], help_text='What its editor says it is.', max_length=8)),
                ('article', models.ForeignKey(help_text='What it became, or the article that has the same bytes already.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='import_items', to='articles.article')),
                ('batch', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='items', to='articles.importbatch')),
                ('file', models.ForeignKey(help_text='The file that holds this record; empty when the item is a file of its own.', null=True, on_delete=django.db.models.deletion.CASCADE, related_name='items', to='articles.importfile')),
                ('match', models.ForeignKey(help_text='The article in the archive that this may be, or be a version of.', null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.article')),
                ('source', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='articles.source')),
            ],
            options={
                'ordering': ['batch', 'position'],
                'indexes': [models.Index(fields=['sha256'], name='item_by_sha256'), models.Index(fields=['batch', 'status', 'position'], name='item_by_status'), models.Index(fields=['file', 'record'], name='item_of_file'), models.Index(condition=models.Q(('status__in', ['staged', 'queued'])), fields=['text_sha256'], name='item_by_text')],
                'constraints': [models.UniqueConstraint(fields=('batch', 'position'), name='item_position_unique'), models.UniqueConstraint(condition=models.Q(('status', 'committed')), fields=('sha256',), name='item_bytes_imported_once'), models.CheckConstraint(condition=models.Q(('sha256__regex', '^([0-9a-f]{64})?$')), name='item_sha256_is_one'), models.CheckConstraint(condition=models.Q(('raw_sha256__regex', '^([0-9a-f]{64})?$')), name='item_raw_sha256_is_one'), models.CheckConstraint(condition=models.Q(('text_sha256__regex', '^([0-9a-f]{64})?$')), name='item_text_sha256_is_one'), models.CheckConstraint(condition=models.Q(models.Q(('status', 'committed'), _negated=True), ('article__isnull', False), _connector='OR'), name='item_committed_has_article')],
            },
        ),
        migrations.CreateModel(
            name='TextVersion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('number', models.PositiveIntegerField(help_text='1 for the first text of the article.')),
                ('body', models.TextField()),
                ('blocks', models.JSONField()),
                ('sha256', models.CharField(help_text='Of the body in UTF-8, in hexadecimal.', max_length=64)),
                ('word_count', models.PositiveIntegerField()),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='versions', to='articles.article')),
                ('import_item', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='articles.importitem')),
            ],
            options={
                'ordering': ['article', 'number'],
                'indexes': [models.Index(fields=['sha256'], name='version_by_sha256')],
                'constraints': [models.UniqueConstraint(fields=('article', 'number'), name='version_number_unique'), models.CheckConstraint(condition=models.Q(('number__gte', 1)), name='version_number_from_one'), models.CheckConstraint(condition=models.Q(('body', ''), _negated=True), name='version_body_not_empty'), models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='version_sha256_is_one')],
            },
        ),
        migrations.CreateModel(
            name='Sighting',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('url', models.TextField(blank=True)),
                ('external_id', models.CharField(blank=True, max_length=200)),
                ('published', models.DateField(null=True)),
                ('published_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=8)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('article', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='sightings', to='articles.article')),
                ('import_item', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, related_name='sighting', to='articles.importitem')),
                ('source', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='articles.source')),
            ],
            options={
                'ordering': ['published', 'id'],
                'indexes': [django.contrib.postgres.indexes.HashIndex(fields=['url'], name='sighting_by_url')],
            },
        ),
        migrations.CreateModel(
            name='ArticleEvent',
            fields=[
                ('pgh_id', models.AutoField(primary_key=True, serialize=False)),
                ('pgh_created_at', models.DateTimeField(auto_now_add=True)),
                ('pgh_label', models.TextField(help_text='The event label.')),
                ('pgh_context', pghistory.utils.JSONField(null=True)),
                ('id', models.BigIntegerField()),
                ('title', models.TextField()),
                ('kicker', models.TextField(blank=True, help_text='The line above the title: PHOTO, OPINION …')),
                ('authors', django.contrib.postgres.fields.ArrayField(base_field=models.TextField(), blank=True, default=list, size=None)),
                ('dateline', models.TextField(blank=True, help_text='Where the report was filed, as printed; it stays in the body, too.')),
                ('published', models.DateField(blank=True, help_text='First day of the month or year when only that is known.', null=True)),
                ('published_precision', models.CharField(blank=True, choices=[('day', 'day'), ('month', 'month'), ('year', 'year')], max_length=8)),
                ('language', models.CharField(default='und', help_text="ISO 639-1 code; 'und' when it is not known.", max_length=16)),
                ('url', models.TextField(blank=True, help_text='Where it was published. Never fetched.')),
                ('external_id', models.CharField(blank=True, help_text='What its source calls it, such as a media id.', max_length=200)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('updated_at', models.DateTimeField(auto_now=True)),
                ('pgh_obj', models.ForeignKey(db_constraint=False, on_delete=django.db.models.deletion.DO_NOTHING, related_name='events', to='articles.article')),
                ('source', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='articles.source')),
                ('story', models.ForeignKey(blank=True, db_constraint=False, null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='articles.story')),
                ('current_version', models.ForeignKey(db_constraint=False, editable=False, help_text='The newest text. Empty only while the article is being created.', null=True, on_delete=django.db.models.deletion.DO_NOTHING, related_name='+', related_query_name='+', to='articles.textversion')),
            ],
            options={
                'abstract': False,
            },
        ),
        migrations.AddField(
            model_name='article',
            name='current_version',
            field=models.OneToOneField(editable=False, help_text='The newest text. Empty only while the article is being created.', null=True, on_delete=django.db.models.deletion.RESTRICT, related_name='+', to='articles.textversion'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "articles_sourceevent" ("created_at", "description", "id", "language", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."created_at", OLD."description", OLD."id", OLD."language", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', OLD."id"); RETURN NULL;', hash='f7cc8875893960dde1e60a256469b1f1ec487e96', operation='UPDATE', pgid='pgtrigger_changed_update_81f7a', table='articles_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='source',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "articles_sourceevent" ("created_at", "description", "id", "language", "name", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id") VALUES (OLD."created_at", OLD."description", OLD."id", OLD."language", OLD."name", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'deleted\', OLD."id"); RETURN NULL;', hash='4a3dbfe35e5ac0996d9ebd86a7b54a35598f4d48', operation='DELETE', pgid='pgtrigger_deleted_delete_463a6', table='articles_source', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='story',
            trigger=pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "articles_storyevent" ("created_at", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "summary", "title") VALUES (OLD."created_at", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', OLD."id", OLD."summary", OLD."title"); RETURN NULL;', hash='41451c79498aa44619d554c53a226222f464214f', operation='UPDATE', pgid='pgtrigger_changed_update_fc653', table='articles_story', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='story',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "articles_storyevent" ("created_at", "id", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "summary", "title") VALUES (OLD."created_at", OLD."id", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'deleted\', OLD."id", OLD."summary", OLD."title"); RETURN NULL;', hash='c99d13bc757609a1c98ac39385f0759b8040860d', operation='DELETE', pgid='pgtrigger_deleted_delete_16322', table='articles_story', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sourcename',
            trigger=pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "articles_sourcenameevent" ("id", "key", "kind", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "text") VALUES (OLD."id", OLD."key", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', OLD."id", OLD."source_id", OLD."text"); RETURN NULL;', hash='af4c13f1b1e9efe3b1d343af5443d9745a4357b0', operation='UPDATE', pgid='pgtrigger_changed_update_b1e04', table='articles_sourcename', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='sourcename',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "articles_sourcenameevent" ("id", "key", "kind", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "source_id", "text") VALUES (OLD."id", OLD."key", OLD."kind", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'deleted\', OLD."id", OLD."source_id", OLD."text"); RETURN NULL;', hash='3846babed2e2bcbf0391b8354cfc44daf222a175', operation='DELETE', pgid='pgtrigger_deleted_delete_41f36', table='articles_sourcename', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='textversion',
            trigger=pgtrigger.compiler.Trigger(name='text_is_immutable', sql=pgtrigger.compiler.UpsertTriggerSql(func='RAISE EXCEPTION \'pgtrigger: Cannot update of "article_id", "number", "body", "blocks", "sha256" rows from % table\', TG_TABLE_NAME;', hash='1a68f275612cccd9846a3b9c6d9f0127b09f6eb0', operation='UPDATE OF "article_id", "number", "body", "blocks", "sha256"', pgid='pgtrigger_text_is_immutable_182b7', table='articles_textversion', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='changed_update', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD.* IS DISTINCT FROM NEW.*)', func='INSERT INTO "articles_articleevent" ("authors", "created_at", "current_version_id", "dateline", "external_id", "id", "kicker", "language", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "published_precision", "source_id", "story_id", "title", "updated_at", "url") VALUES (OLD."authors", OLD."created_at", OLD."current_version_id", OLD."dateline", OLD."external_id", OLD."id", OLD."kicker", OLD."language", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'changed\', OLD."id", OLD."published", OLD."published_precision", OLD."source_id", OLD."story_id", OLD."title", OLD."updated_at", OLD."url"); RETURN NULL;', hash='904a63acd65a6794f7fdfb075b2729164e3614ff', operation='UPDATE', pgid='pgtrigger_changed_update_cf3db', table='articles_article', when='AFTER')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='article',
            trigger=pgtrigger.compiler.Trigger(name='deleted_delete', sql=pgtrigger.compiler.UpsertTriggerSql(func='INSERT INTO "articles_articleevent" ("authors", "created_at", "current_version_id", "dateline", "external_id", "id", "kicker", "language", "pgh_context", "pgh_created_at", "pgh_label", "pgh_obj_id", "published", "published_precision", "source_id", "story_id", "title", "updated_at", "url") VALUES (OLD."authors", OLD."created_at", OLD."current_version_id", OLD."dateline", OLD."external_id", OLD."id", OLD."kicker", OLD."language", COALESCE(NULLIF(CURRENT_SETTING(\'pghistory.context_metadata\', TRUE), \'\'), NULL)::JSONB, NOW(), \'deleted\', OLD."id", OLD."published", OLD."published_precision", OLD."source_id", OLD."story_id", OLD."title", OLD."updated_at", OLD."url"); RETURN NULL;', hash='68542ad720c5a757ceae63e757c35c79080d9ef9', operation='DELETE', pgid='pgtrigger_deleted_delete_dd976', table='articles_article', when='AFTER')),
        ),
    ]
