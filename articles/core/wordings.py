"""Beginnings of what sites write around articles, in the languages whose sites we know.

Alternatives of regular expressions, in small letters; `patterns` says what may follow.
"""

NETWORK = (
    "facebook|twitter|x|whatsapp|linked ?in|pinterest|reddit|telegram|tumblr|e-?mail|messenger"
    r"|a friend|friends|google\+?|pocket|skype"
)
COOKIES = (
    "wir (?:verwenden|nutzen|setzen) cookies|diese (?:web)?seite (?:verwendet|nutzt) cookies"
    "|nous utilisons des cookies|ce site utilise des cookies|(?:utilizamos|usamos) cookies"
    "|este (?:sitio|site)(?: web)? (?:utiliza|usa) cookies|(?:utilizziamo|usiamo) (?:i )?cookie"
    "|questo sito (?:utilizza|usa) (?:i )?cookie|(?:web )?sitemizde çerez"
    "|çerez(?:ler|leri)? kullan|używamy (?:plików )?cookie|ta strona (?:używa|korzysta)"
    "|(?:мы используем|этот сайт использует|наш сайт использует) (?:файлы )?(?:cookie|куки)"
    "|(?:ми використовуємо|цей сайт використовує) (?:файли )?(?:cookie|кукі)"
    "|نستخدم ملفات تعريف الارتباط|يستخدم هذا الموقع ملفات|ما از کوکی|این (?:وب)?سایت از کوکی"
    "|(?:אתר זה|האתר) משתמש ב|אנו משתמשים ב(?:עוגיות|-?cookies)|(?:我们|我們)使用 ?cookie"
    "|本(?:网站|網站|站)使用 ?cookie"
)
HERE = (
    "you are here|sie sind hier|vous êtes ici|(?:estás|está|usted está) (?:aquí|en)|você está em"
    "|tu sei qui|sei in|вы здесь|вы находитесь здесь|ви тут|أنت هنا|当前位置|您的位置|您现在的位置"
    "|现在位置|現在位置|현재 위치"
)
HOME = (
    "home|startseite|start|accueil|inicio|portada|início|anasayfa|ana sayfa|strona główna|главная"
    "|головна|الرئيسية|الصفحة الرئيسية|خانه|صفحه اصلی|صفحه نخست|ראשי|דף הבית|עמוד הבית|首页|首頁"
    "|ホーム|トップ|홈|होम"
)
READ_ALSO = (
    "lesen sie auch|mehr zum thema|lire aussi|à lire aussi|lea también|te puede interesar"
    "|leia (?:também|mais)|veja também|leggi anche|ilgili haber|czytaj (?:też|także|więcej)"
    "|zobacz (?:też|także)|читайте также|смотрите также|читайте також|дивіться також"
    "|اقرأ (?:أيضا|أيضاً|المزيد)|بیشتر بخوانید|همچنین بخوانید|קראו? (?:גם|עוד)"
    "|延伸阅读|延伸閱讀|相关阅读|相關閱讀|阅读更多"
)

NEWSLETTERS = (
    "die wichtigsten (?:nachrichten|themen)[^.!?]{0,60}(?:postfach|newsletter)"
    "|recevez (?:chaque|tous les|gratuitement|notre|nos|l['’]actualité)|recibe (?:cada|en tu|las)"
    "|ricevi (?:ogni|le notizie)|подпис(?:ывайтесь|ыва[йи]тесь|аться|ись) на (?:наш|канал|нас)"
    "|підпис(?:уйтесь|атися) на (?:наш|канал|нас)|(?:تابعونا|اشترك(?:وا)?|تابع(?:وا)?) (?:على|في)"
    "|(?:הצטרפו|הירשמו|עקבו) (?:ל|אחרי)|关注我们的|關注我們的|扫描二维码|掃描二維碼"
)
PAYWALLS = (
    "(?:dieser|dieses|der) (?:artikel|text|beitrag)[^.!?]{0,40}(?:abonnent|mitglieder|plus-)"
    "|(?:jetzt )?weiterlesen mit |article réservé aux|cet article est réservé|il vous reste \\d"
    "|contenido (?:exclusivo|solo) para|este (?:artículo|contenido) es (?:exclusivo|solo) para"
    "|conteúdo exclusivo para|contenuto riservato agli|(?:материал|статья|текст) доступ(?:ен|на)"
    "(?: только)? (?:для )?подписчик|(?:هذا )?(?:المقال|المحتوى) (?:متاح|مخصص) للمشترك"
    "|הכתבה (?:זמינה|מיועדת) למנויים|本文仅限|本文僅限|订阅后阅读|訂閱後閱讀"
)
OPINIONS = (
    "der (?:kommentar|beitrag|text|artikel) gibt [^.!?]{0,40}meinung [^.!?]{0,120}[.]?"
    "|les (?:opinions|propos|points de vue) exprimée?s [^.!?]{0,160}[.]?"
    "|las opiniones (?:expresadas|vertidas) [^.!?]{0,160}[.]?"
    "|мнение (?:автора|редакции) [^.!?]{0,40}(?:не совпада|не отража)[^.!?]{0,100}[.]?"
    "|(?:الآراء|المقالات?) (?:الواردة|المنشورة)? ?[^.!?]{0,60}(?:لا تعبر|لا تعكس)[^.!?]{0,100}[.]?"
    "|(?:این (?:مطلب|یادداشت) |)(?:نظر|نظرات) نویسنده [^.!?]{0,100}[.]?"
    "|(?:以上|本文)[^。！？]{0,20}不代表本(?:报|報|网|網|台|刊|站).{0,40}"
)
# At the head and foot of a newsletter.
MAILS = (
    r"(?:(?:view|read|open|see)(?: this| the)?(?: e-?mail| newsletter| message| it)?"
    r"(?: (?:in|on) (?:(?:your|a|the) )?(?:web ?)?browser| online)"
    r"|(?:e-?mail|newsletter|mail|nachricht)?,? ?im browser (?:ansehen|anzeigen|öffnen|lesen)"
    r"|(?:voir|lire|afficher) (?:cet |ce |cette )?(?:e-?mail|message|newsletter|la version)"
    r" (?:en ligne|dans (?:le|votre) navigateur)"
    r"|ver (?:este |esta )?(?:correo|e-?mail|boletín|mensaje|newsletter)"
    r" en (?:el|tu|su|un) navegador"
    r"|(?:visualizza|leggi) (?:questa )?(?:e-?mail|newsletter)? ?nel browser"
    r"|(?:открыть|посмотреть) (?:письмо )?в браузере)[.!›>»]?"
    r"|(?:was this )?(?:e-?mail|newsletter|message)? ?forwarded (?:this|to you)\b"
    r"[^?]{0,40}\?.{0,80}"
    r"|(?:wenn|falls|sollte) [^.!?]{0,30}(?:e-?mail|newsletter|nachricht)\b[^.!?]{0,40}"
    r"(?:angezeigt|dargestellt)[^.!?]{0,80}[.]?"
    r"|if (?:this (?:e-?mail|mail|message|newsletter)"
    r"|you(?:['’]re not| (?:are not|are unable|are having|have|cannot|can['’]t|don['’]t|do not)))\b"
    r"[^.!?]{0,60}(?:display|see(?:ing)? (?:this|images))[^.!?]{0,80}"
    r"(?:click|view|browser)[^.!?]{0,60}[.]?"
    # Why it comes, which is always something about its reader; or to which address.
    r"|(?:you(?:['’]re| are) receiving|you received) this (?:e-?mail|newsletter|message)"
    r"(?:,? (?:because|as|since) you(?:r|['’](?:re|ve))?\b| at \S{1,60}@).{0,140}"
    r"|sie (?:erhalten|bekommen) diese[nrs]? (?:e-?mail|newsletter|nachricht)"
    r"(?:,? (?:weil|da) (?:sie|ihre)\b| an \S{1,60}@).{0,140}"
    r"|vous (?:recevez|avez reçu) (?:cet|ce|cette) (?:e-?mail|message|newsletter|lettre)"
    r"(?:,? (?:parce que|car|puisque) (?:vous|votre)\b| à \S{1,60}@).{0,140}"
    r"|(?:recibes?|has? recibido) este (?:correo|e-?mail|mensaje|boletín)"
    r"(?:,? (?:porque|ya que) (?:te|se|tu|su|usted|est[áa]s?|has?|eres|es)\b| en \S{1,60}@).{0,140}"
    r"|вы получили это письмо,? (?:потому что|так как|поскольку) (?:вы|ваш)\b.{0,140}"
)
MISTAKES = (
    "(?:found|spotted|noticed|see) (?:a|an) (?:mistake|error|typo)|fehler (?:gefunden|entdeckt)"
    "|(?:une|vu une) erreur|¿(?:has|ha) (?:visto|encontrado|detectado) (?:un|algún) error"
    "|(?:нашли|заметили|обнаружили) (?:ошибку|опечатку)|(?:знайшли|помітили) помилку"
    "|(?:מצאתם|מצאת) טעות|هل وجدت خطأ"
)
PRINT_VERSIONS = (
    "print(?:able|er[- ]friendly)? version|druckversion|druckansicht|version imprimable"
    "|versión (?:para imprimir|imprimible)|versione stampabile|версия для печати|نسخة للطباعة"
    "|نسخه چاپی|גרסה להדפסה|打印版|列印版"
)
