"""Words that news sites put around articles, in the languages whose sites we know.

One table per kind of line. A phrase stands for a whole line, whatever its case and punctuation.
"""

from collections.abc import Iterator

from .lines import Role

_NAVIGATION = """
select page | menu | main menu | open menu | close menu | open navigation menu | toggle navigation
toggle menu | show menu | navigation | search | search for | home | homepage | back | back to top
top | scroll to top | next | previous | prev | next article | previous article | next post
previous post | next story | previous story | newer post | older post | view all | see all
show all | load more | show more | see more | more | loading | loading... | please wait | close
skip | sections | site map | sitemap | sign in | log in | login | sign out | log out | logout
register | sign up | create account | create an account | my account | contact | contact us
about us | help | faq | advertise | advertise with us | careers | jobs | font size | text size
listen | listen to this article | browse all posts | all posts | view all posts | back to blog
back to news | get short url | short url | download pdf | play | pause | mute | unmute | play video
watch now | slideshow | view gallery | enlarge image
back to gallery | view original | view larger image | search this site | switch to mobile
sidebar | footer | header
breadcrumb | you are here | go to top | edition | select language | e-paper | weather | horoscope
startseite | menü | suche | suchen | anmelden | registrieren | über uns | kontakt | nach oben
weiter | zurück | mehr anzeigen | zum inhalt springen | zur startseite | ressorts | hilfe
accueil | rechercher | recherche | se connecter | connexion | s'inscrire | à propos
qui sommes-nous | nous contacter | haut de page | suivant | précédent | voir plus | aller au contenu
plan du site | aide | rubriques
inicio | buscar | búsqueda | iniciar sesión | registrarse | registrarte | quiénes somos
contacto | contáctenos | siguiente | anterior | ver más | ir al contenido | volver arriba
mapa del sitio | ayuda | secciones | portada
início | pesquisar | entrar | cadastre-se | quem somos | contato | contacto | próximo | próxima
ver mais | ir para o conteúdo | voltar ao topo | mapa do site | ajuda | fale conosco
cerca | accedi | registrati | chi siamo | contatti | successivo | precedente | torna su
vai al contenuto | mappa del sito | mostra altro
ana sayfa | anasayfa | ara | arama | giriş yap | üye ol | hakkımızda | iletişim | sonraki | önceki
künye | devamı | yukarı çık | içeriğe geç
strona główna | szukaj | zaloguj się | zaloguj | zarejestruj się | o nas | następny
poprzedni | do góry | pokaż więcej | przejdź do treści | mapa strony | pomoc
главная | меню | поиск | войти | вход | регистрация | о нас | о проекте | контакты | наверх
далее | назад | показать ещё | показать еще | перейти к содержанию | карта сайта | помощь | рубрики
головна | пошук | увійти | вхід | реєстрація | про нас | контакти | нагору | далі | показати ще
перейти до вмісту | рубрики
الرئيسية | الصفحة الرئيسية | القائمة | بحث | ابحث | البحث | تسجيل الدخول | تسجيل | من نحن
اتصل بنا | للأعلى | التالي | السابق | عرض المزيد | المزيد | انتقل إلى المحتوى | خريطة الموقع
خانه | صفحه اصلی | صفحه نخست | منو | جستجو | ورود | ثبت نام | ثبت‌نام | درباره ما | تماس با ما
بعدی | قبلی | بیشتر | نقشه سایت | بالا
דף הבית | ראשי | תפריט | חיפוש | חפש | התחברות | כניסה | הרשמה | אודות | אודותינו | צור קשר
הבא | הקודם | עוד | חזרה למעלה | דלג לתוכן | מפת האתר
首页 | 首頁 | 菜单 | 菜單 | 导航 | 搜索 | 搜尋 | 登录 | 登入 | 注册 | 註冊 | 关于我们 | 關於我們
联系我们 | 聯絡我們 | 返回顶部 | 回到顶部 | 下一篇 | 上一篇 | 更多 | 跳到内容 | 网站地图 | 帮助
メニュー | ホーム | トップ | 検索 | ログイン | ログアウト | 会員登録 | 新規登録 | マイページ
お問い合わせ
ページトップへ | ページの先頭へ | 前へ | 次へ | 次のページ | もっと見る | 一覧へ | サイトマップ
ヘルプ
메뉴 | 홈 | 전체메뉴 | 검색 | 로그인 | 로그아웃 | 회원가입 | 마이페이지 | 구독신청 | 고객센터
맨위로
본문 바로가기 | 본문바로가기 | 이전 | 다음 | 이전기사 | 다음기사 | 더보기 | 목록 | 사이트맵
글자크기
글자 크기 | 회사소개 | 광고문의 | 기사제보
होम | होम पेज | मेन्यू | मेनू | खोजें | सर्च | लॉगिन | लॉग इन | साइन इन | साइन अप | ई-पेपर
हमारे बारे में | संपर्क करें | और देखें | और पढ़ें | अगला | पिछला
หน้าแรก | หน้าหลัก | เมนู | ค้นหา | เข้าสู่ระบบ | สมัครสมาชิก | ติดต่อเรา | เกี่ยวกับเรา | ดูเพิ่มเติม
"""
_SHARING = """
share | share this | share it | share this: | share via | share on | share article | shares
share this article | share this story | share this entry | share this post
tweet | tweet this | like this | pin it | pin | facebook | twitter | x | whatsapp | linkedin
pinterest | reddit | telegram | tumblr | email | e-mail | print | print article | print this
print page | copy link | print friendly | google+ | google plus | instagram | youtube | follow us
follow | like | save | bookmark | save article | save for later | messenger | flipboard | viber
rss | send | sms | email this article | email this | email a friend | send to a friend
print friendly & pdf | share with friends | link copied | copied | copy url
facebook messenger | stumbleupon | pocket | vk | odnoklassniki | wechat | weibo | skype
buffer | digg | xing
teilen | drucken | artikel teilen | merken | weiterempfehlen | per e-mail teilen | folgen
partager | imprimer | partager cet article | envoyer par e-mail | suivez-nous | enregistrer
compartir | imprimir | compartir en | enviar por correo | síguenos | guardar
compartilhar | compartilhe | partilhar | siga-nos | enviar por e-mail | salvar
condividi | stampa | invia | seguici | salva
paylaş | yazdır | bizi takip edin | takip et | kaydet
udostępnij | drukuj | wydrukuj | podziel się | obserwuj nas | śledź nas | zapisz
поделиться | распечатать | версия для печати | подписывайтесь на нас | вконтакте | одноклассники
фейсбук | твиттер | сохранить | отправить
поділитися | роздрукувати | стежте за нами | зберегти | надіслати
شارك | مشاركة | شارك المقال | شارك هذا المقال | طباعة | اطبع | فيسبوك | تويتر | واتساب | تابعنا
تابعونا | حفظ | إرسال | نسخ الرابط
اشتراک گذاری | اشتراک‌گذاری | به اشتراک بگذارید | چاپ | تلگرام | توییتر | ما را دنبال کنید | ذخیره
שתף | שיתוף | שתפו | שתף כתבה | הדפסה | הדפס | פייסבוק | טוויטר | ווטסאפ | עקבו אחרינו | שמור
シェア | シェアする | ツイート | ツイートする | メールでシェアする | ブックマーク | 印刷 | 印刷する
保存
リンクをコピー | フォローする | 공유 | 공유하기 | 기사공유하기 | 기사 공유하기 | 스크랩 | 인쇄
인쇄하기
페이스북 | 트위터 | 카카오톡 | 카카오스토리 | 네이버 블로그 | 밴드 | 링크 복사 | url 복사 | 북마크
शेयर | शेयर करें | साझा करें | फेसबुक | ट्विटर | व्हाट्सएप | प्रिंट | हमें फॉलो करें
แชร์ | แบ่งปัน | เฟซบุ๊ก | ทวิตเตอร์ | พิมพ์ | คัดลอกลิงก์
分享 | 分享到 | 分享至 | 打印 | 列印 | 微信 | 微博 | 收藏 | 关注我们 | 關注我們 | 转发 | 点赞
"""
_SUBSCRIBE = """
subscribe | subscribe now | subscribe today | subscribe to our newsletter | newsletter | newsletters
get our newsletter | sign up for our newsletter | sign up for newsletters
support us | sign up now | email address | your email | your email address
become a member | donate
support independent journalism | contribute | already a subscriber
to read the full story | subscribe to continue reading
abonnieren | jetzt abonnieren | newsletter abonnieren | abo | zum abo | newsletter bestellen
s'abonner | abonnez-vous | je m'abonne | inscrivez-vous à la newsletter | recevoir la newsletter
suscribirse | suscríbete | suscríbase | suscribirme | boletín | boletines
assine | assinar | assine já | assine a newsletter | inscreva-se
abbonati | iscriviti | iscriviti alla newsletter
abone ol | bültene abone ol | e-bülten
subskrybuj | zapisz się | zapisz się na newsletter | prenumerata
подписаться | подпишитесь | подписка | подписаться на рассылку | рассылка
підписатися | підпишіться | підписка
اشترك | اشترك الآن | اشترك في النشرة البريدية | النشرة البريدية | اشتراك
اشتراک | عضویت | عضویت در خبرنامه | خبرنامه
הירשמו | הרשמה לניוזלטר | ניוזלטר | הירשם לניוזלטר | מנויים
購読 | 購読する | 無料登録 | メルマガ登録 | ニュースレター | 구독 | 구독하기 | 뉴스레터
뉴스레터 구독
सब्सक्राइब | सब्सक्राइब करें | न्यूज़लेटर
订阅 | 訂閱 | 立即订阅 | 订阅我们的通讯 | 邮件订阅
"""
_ADVERTISEMENT = """
advertisement | advertisements | advert | ad | ads | sponsored | sponsored content | promoted
sponsored links | sponsored stories | promoted content | promoted links
advertisement - continue reading below | article continues below | paid post | paid content
article continues below advertisement | story continues below advertisement
continue reading below | story continues below | scroll to continue
scroll to continue with content | skip ad | content continues below | ad feedback | report this ad
remove ads
anzeige | werbung | publicité | publicidad | publicidade | pubblicità | reklam | reklama | реклама
إعلان | إعلانات | آگهی | تبلیغات | פרסומת | מודעה | 广告 | 廣告
広告 | スポンサーリンク | 광고 | विज्ञापन | โฆษณา
"""
_RELATED = """
related | related article | related articles | related stories | related story | related posts
related news | related topics | related tags | related content | related links | related coverage
related items | more on this | more on this story | more on this topic
more from this author | more stories | more news | you may also like | you might also like
you may like | you may also be interested in | you may also be interested in... | recommended
recommends | recommended for you | recommended stories | recommended articles | most read
most popular | most viewed | most shared | most commented | popular posts | popular now
popular stories | popular | trending | trending now | top stories | latest news | latest stories
latest articles | latest headlines | latest | recent | recent posts | recent articles | read next
up next | next up | what to read next | don't miss | editor's picks | editors' picks
around the web | from the web | also read | read also | see also | read more | more like this
in this series | also on this site | continue reading | keep reading | full story
read full story | read the full story | learn more | must read | must reads
mehr zum thema | lesen sie auch | auch interessant | das könnte sie auch interessieren
weitere artikel | weitere beiträge | weitere beiträge zum thema | meistgelesen | mehr lesen
weiterlesen | neueste artikel | ähnliche artikel | verwandte artikel
à lire aussi | lire aussi | articles liés | sur le même sujet | les plus lus | lire la suite
articles similaires | à voir aussi | dernières actualités | en continu
te puede interesar | también te puede interesar | noticias relacionadas | artículos relacionados
lo más leído | leer más | lea también | más noticias | más información | últimas noticias
leia também | leia mais | veja também | notícias relacionadas | artigos relacionados | mais lidas
mais notícias | últimas notícias | saiba mais
leggi anche | articoli correlati | potrebbe interessarti | i più letti | leggi tutto
ti potrebbe interessare | ultime notizie
ilgili haberler | benzer haberler | çok okunanlar | devamını oku | bunlar da ilginizi çekebilir
son haberler | öne çıkanlar
czytaj także | czytaj też | czytaj więcej | zobacz także | zobacz też | powiązane artykuły
najczęściej czytane | najpopularniejsze | najnowsze | polecane
читайте также | читать также | похожие статьи | материалы по теме | по теме | популярное
самое читаемое | читать далее | подробнее | последние новости | новости партнеров | ещё по теме
рекомендуем | смотрите также
читайте також | схожі статті | за темою | популярне | читати далі | докладніше | останні новини
дивіться також
اقرأ أيضا | اقرأ أيضاً | إقرأ أيضا | مواضيع ذات صلة | مقالات ذات صلة | أخبار ذات صلة | ذات صلة
اقرأ المزيد | الأكثر قراءة | قد يعجبك أيضا | قد يعجبك أيضاً | آخر الأخبار | المزيد من الأخبار
بیشتر بخوانید | مطالب مرتبط | اخبار مرتبط | ادامه مطلب | پربازدیدترین | پربازدیدها | همچنین بخوانید
آخرین اخبار
קראו גם | קרא גם | כתבות נוספות | כתבות קשורות | עוד בנושא | הנקראות ביותר | קרא עוד | קראו עוד
אולי יעניין אותך | חדשות אחרונות
相关文章 | 相關文章 | 相关新闻 | 相關新聞 | 相关阅读 | 相關閱讀 | 延伸阅读 | 延伸閱讀 | 推荐阅读
推薦閱讀 | 热门文章 | 热门新闻 | 热点 | 阅读更多 | 閱讀更多 | 阅读全文 | 最新消息 | 最新新闻
猜你喜欢 | 関連記事 | 関連ニュース | あわせて読みたい | おすすめ記事 | おすすめ | こちらもおすすめ
人気記事
新着記事 | 最新記事 | 最新ニュース | アクセスランキング | ランキング | 記事ランキング | 続きを読む
관련기사 | 관련 기사 | 관련뉴스 | 관련 뉴스 | 많이 본 뉴스 | 많이 본 기사 | 많이본 뉴스 | 인기기사
인기 기사
주요뉴스 | 주요 뉴스 | 최신기사 | 최신 기사 | 최신뉴스 | 추천기사 | 추천 기사 | 추천뉴스
이 시각 주요뉴스
실시간 뉴스 | 오늘의 주요뉴스 | 함께 본 기사 | 함께 볼만한 뉴스
यह भी पढ़ें | ये भी पढ़ें | इसे भी पढ़ें | संबंधित खबरें | सम्बंधित खबरें | अन्य खबरें | ताज़ा खबरें | ताजा खबरें
ताज़ा समाचार | सबसे ज्यादा पढ़ी गई | लोकप्रिय | ट्रेंडिंग
ข่าวที่เกี่ยวข้อง | บทความที่เกี่ยวข้อง | อ่านเพิ่มเติม | ข่าวล่าสุด | ยอดนิยม | ข่าวยอดนิยม
"""
_COMMENTS = """
comments | comment | leave a comment | leave a reply | post a comment | add a comment
add comment | view comments | show comments | hide comments | no comments | comments are closed
comments closed | write a comment | join the conversation | join the discussion
log in to comment | reply | cancel reply | be the first to comment | read all comments
your email address will not be published | sort by newest | top rated comments
share your thoughts | you must log in to post a comment
kommentare | kommentar schreiben | kommentar verfassen | kommentieren | diskutieren sie mit
antworten | alle kommentare
commentaires | laisser un commentaire | ajouter un commentaire | réagir | vos réactions | répondre
comentarios | deja un comentario | dejar un comentario | escribe un comentario | responder
comentários | deixe um comentário | comentar | deixe uma resposta
commenti | lascia un commento | commenta | rispondi
yorumlar | yorum yap | yorum yaz | yanıtla
komentarze | dodaj komentarz | skomentuj | odpowiedz
комментарии | комментарий | оставить комментарий | добавить комментарий | ответить | обсуждение
коментарі | залишити коментар | додати коментар | відповісти
التعليقات | تعليقات | أضف تعليقا | أضف تعليقاً | اترك تعليقا | اترك تعليقاً | اكتب تعليقا | رد
نظرات | دیدگاه‌ها | دیدگاه ها | ارسال نظر | نظر بدهید | دیدگاه خود را بنویسید | پاسخ
תגובות | הוסף תגובה | הגב | כתוב תגובה | השאירו תגובה
コメント | コメントする | コメントを書く | コメント一覧 | 댓글 | 댓글쓰기 | 댓글 쓰기 | 댓글 등록
의견쓰기
टिप्पणी | टिप्पणियां | टिप्पणी करें | कमेंट | कमेंट करें | ความคิดเห็น | แสดงความคิดเห็น
评论 | 評論 | 发表评论 | 發表評論 | 网友评论 | 留言 | 写评论 | 回复
"""
_FOOTER = """
privacy policy | privacy | privacy notice | terms of use | terms of service | terms and conditions
terms & conditions | terms | cookie policy | accessibility | imprint | legal notice
do not sell my personal information | all rights reserved
impressum | datenschutz | datenschutzerklärung | agb | nutzungsbedingungen | alle rechte vorbehalten
mentions légales | politique de confidentialité | conditions d'utilisation | cgu
confidentialité | tous droits réservés
aviso legal | política de privacidad | términos y condiciones | condiciones de uso
todos los derechos reservados
política de privacidade | termos de uso | todos os direitos reservados
informativa sulla privacy | note legali | termini e condizioni | tutti i diritti riservati
gizlilik politikası | kullanım koşulları | kullanım şartları | tüm hakları saklıdır
polityka prywatności | regulamin | wszelkie prawa zastrzeżone
политика конфиденциальности | пользовательское соглашение | все права защищены
політика конфіденційності | умови використання | усі права захищено | всі права захищені
سياسة الخصوصية | شروط الاستخدام | الشروط والأحكام | جميع الحقوق محفوظة
حریم خصوصی | شرایط استفاده | قوانین و مقررات | کلیه حقوق محفوظ است | تمامی حقوق محفوظ است
מדיניות פרטיות | תנאי שימוש | כל הזכויות שמורות | הצהרת נגישות
プライバシーポリシー | 利用規約 | 個人情報保護方針 | 会社概要 | 運営会社 | 개인정보처리방침
이용약관
청소년보호정책 | गोपनीयता नीति | नियम और शर्तें | นโยบายความเป็นส่วนตัว
隐私政策 | 隱私政策 | 使用条款 | 使用條款 | 服务条款 | 版权所有 | 版權所有 | 保留所有权利
"""
_COOKIES = """
accept cookies | accept all cookies | cookie settings | manage cookies | cookies
cookies akzeptieren | cookie-einstellungen | alle akzeptieren
accepter les cookies | tout accepter | gérer les cookies | paramètres des cookies
aceptar cookies | configurar cookies | aceptar todas
aceitar cookies | aceitar todos | gerenciar cookies
accetta i cookie | accetta tutti | impostazioni cookie
çerezleri kabul et | çerez politikası | çerez ayarları
akceptuję pliki cookie | ustawienia plików cookie | akceptuję
принять cookie | файлы cookie | настройки cookie
прийняти cookie | файли cookie
قبول ملفات تعريف الارتباط | سياسة ملفات تعريف الارتباط | ملفات تعريف الارتباط
پذیرش کوکی‌ها | کوکی‌ها
אישור עוגיות | מדיניות עוגיות | הגדרות עוגיות
接受 cookie | 接受cookie | 接受所有cookie | cookie设置
"""
_ABOUT_AUTHOR = """
about the author | about the authors | about author | über den autor | über die autorin
à propos de l'auteur | sobre el autor | sobre o autor | l'autore | yazar hakkında | o autorze
об авторе | про автора | عن الكاتب | درباره نویسنده | על הכותב | 关于作者 | 作者简介
"""

# These tell a short line whatever else it says.
_RIGHTS = """
all rights reserved | alle rechte vorbehalten | tous droits réservés | derechos reservados
todos os direitos reservados | tutti i diritti riservati | tüm hakları saklıdır
wszelkie prawa zastrzeżone | все права защищены | усі права захищен | всі права захищен
جميع الحقوق محفوظة | حقوق محفوظ است | כל הזכויות שמורות | 版权所有 | 版權所有 | 保留所有权利
무단전재 및 재배포 금지 | 무단 전재 및 재배포 금지 | 無断複写・転載を禁じます
無断転載を禁じます | 無断転載禁止 | सर्वाधिकार सुरक्षित | สงวนลิขสิทธิ์
non-commercial use only
"""
_OFFERS = """
unsubscribe at any time | to your inbox | in your inbox
"""

# Of two tables with the same phrase the later one counts.
_TABLES = (
    (Role.NAVIGATION, "menu", _NAVIGATION),
    (Role.SHARING, "share-button", _SHARING),
    (Role.ADVERTISEMENT, "advertisement-mark", _ADVERTISEMENT),
    (Role.RELATED, "related-heading", _RELATED),
    (Role.COMMENTS, "comment-section", _COMMENTS),
    (Role.SUBSCRIBE, "subscription-offer", _SUBSCRIBE),
    (Role.FOOTER, "footer-link", _FOOTER),
    (Role.COOKIES, "cookie-notice", _COOKIES),
    (Role.ABOUT_AUTHOR, "about-author", _ABOUT_AUTHOR),
)


def phrases() -> Iterator[tuple[Role, str, str]]:
    """Each phrase that is a whole line, with the role of the line and the name of the rule."""
    for role, rule, table in _TABLES:
        yield from _split(role, rule, table)


def notices() -> Iterator[tuple[Role, str, str]]:
    """Words, in small letters, that make a short line a notice; with its role and the rule."""
    yield from _split(Role.COPYRIGHT, "copyright-notice", _RIGHTS)
    yield from _split(Role.SUBSCRIBE, "newsletter-offer", _OFFERS)


def _split(role: Role, rule: str, table: str) -> Iterator[tuple[Role, str, str]]:
    for line in table.strip().splitlines():
        for phrase in line.split("|"):
            yield role, rule, phrase.strip()
