"""Sentences of sites around articles, in several languages, and like ones of articles."""

import pytest

from articles.core.boilerplate import judge

_NOTICES = """
paywall | This article is for subscribers only. To continue reading, choose one of the offers below.
paywall | Try full digital access for four weeks. You can cancel at any time during your trial.
paywall | Dieser Artikel ist nur für Abonnenten der Talpost frei.
paywall | Article réservé aux abonnés
paywall | Este artículo es exclusivo para suscriptores
paywall | Материал доступен только подписчикам
paywall | هذا المقال متاح للمشتركين فقط
paywall | הכתבה זמינה למנויים בלבד
paywall | 本文仅限订阅用户阅读
newsletter-offer | We'll send you a Daily Digest email with the latest news every morning.
newsletter-offer | No spam, we promise. You can unsubscribe at any time.
newsletter-offer | By signing up you agree to our terms of use and our privacy notice.
newsletter-offer | I understand and agree that use of this site constitutes agreement to its rules.
newsletter-offer | Die wichtigsten Nachrichten aus dem Tal, jeden Morgen in Ihrem Postfach.
newsletter-offer | Подписывайтесь на наш канал, чтобы первыми узнавать о главном.
newsletter-offer | تابعونا على تويتر
newsletter-offer | הצטרפו לערוץ הטלגרם שלנו
newsletter-offer | 关注我们的微信公众号
site-notice | We may earn a commission from links on this page.
site-notice | If you can't see this email, view it in your browser.
site-notice | If this newsletter isn't displaying properly, click here.
site-notice | If you have trouble seeing this e-mail, click here.
site-notice | When you buy through links on this page, the paper may earn an affiliate commission.
site-notice | Got a tip? Write to us at the desk of the valley.
site-notice | The views expressed in this article are those of the author alone.
site-notice | Der Kommentar gibt die Meinung der Autorin wieder und nicht die der Redaktion.
site-notice | Las opiniones expresadas en esta columna son responsabilidad de su autora.
site-notice | Мнение автора может не совпадать с мнением редакции.
site-notice | Нашли ошибку? Выделите её мышкой и нажмите Ctrl+Enter.
site-notice | מצאתם טעות? דווחו לנו
site-notice | Fehler gefunden? Schreiben Sie uns.
print-notice | Printed from www.valley.example
print-notice | The Valley Paper - Print version
print-notice | Druckversion
print-notice | The Valley Paper - Versión para imprimir
site-notice | View this email in your browser
site-notice | Forwarded this email? Subscribe here for more
site-notice | Wenn diese E-Mail nicht richtig angezeigt wird, klicken Sie bitte hier.
site-notice | You're receiving this email because you signed up at the valley fair.
site-notice | You received this message because you are subscribed to the list of the valley.
site-notice | Sie erhalten diesen Newsletter, weil Sie sich im Tal angemeldet haben.
site-notice | Vous recevez cet e-mail car vous êtes abonné à la lettre de la vallée.
site-notice | Recibes este correo porque te has suscrito al boletín del valle.
site-notice | Вы получили это письмо, потому что вы подписаны на новости долины.
site-notice | Открыть письмо в браузере
breadcrumb | Accueil / La vallée / Oberau
breadcrumb | Sie sind hier: Startseite / Inland
breadcrumb | Sie sind hier: Startseite / Die Brücke im Tal wird gesperrt
breadcrumb | Home | Valley Sport
breadcrumb | Home » The bridge in the valley is closed
breadcrumb | Home / Valley / The bridge in the valley is closed
copyright-notice | © The Valley Paper 2021
wire-code | ZCZC
wire-code | BC-VALLEY-BRIDGE (UPDATE 2)
"""
_TEXT = """
If you see images of the crash, do not click on them, police said.
Do you have a story about your first day at the mill?
I agree with the mayor on the terms of the loan.
By submitting the report, the councils agreed to publish it.
If you buy a house in the valley, the commission is three percent.
The opinions expressed in the poll do not surprise the mayor.
She tried to get full access to the archive of the mill.
To continue the road, the valley needs two bridges.
We want to hear the mayor.
Подписываться под этим письмом мэр не стал.
Dieser Artikel des Gesetzes gilt im Tal nicht.
Am Monday the council met.
If you received this email yesterday, the mayor told the council, so did I.
You received this message because of a leak, the minister told the court.
Sie erhalten diese Nachricht erst nach der Wahl, sagte der Minister.
He forwarded this to the mayor.
Home / Away: The valley's two grounds
Start | How the valley began
Start / Ziel und dann?
Home is where the bridge is.
"""


@pytest.mark.parametrize("line", _NOTICES.strip().splitlines())
def test_notices_of_sites(line: str) -> None:
    rule, notice = line.split(" | ", maxsplit=1)
    found = judge(notice)
    assert found is not None
    assert found.rule == rule


@pytest.mark.parametrize("line", _TEXT.strip().splitlines())
def test_sentences_of_articles(line: str) -> None:
    assert judge(line) is None
