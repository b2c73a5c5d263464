"""A week of invented articles, as files somebody would bring to the import desk for a picture."""

from pathlib import Path

SAMPLE = Path(__file__).resolve().parent.parent / "annotations" / "sample"

_PAGE = """{paper}
{menu}
{title} | {paper}

{title}
By {author}
{date}
Share this article

{body}

Follow us on Facebook and Twitter
© 2025 {paper}. All rights reserved.
"""

_MENUS = {
    "Tessmark Courier": "Home | News | Council | Sport | Notices",
    "Northern Ledger": "Home | Region | Opinion | Log in",
    "Harrow Gazette": "Front page | Villages | Farming | Contact",
}

_ARTICLES = (
    (
        "Harrow Gazette",
        "Anglers count 412 dead fish",
        "Jon Pell",
        "16 October 2025",
        "Forty volunteers walked both banks of the Osk on Wednesday and put every dead fish they "
        "found into a bucket.\n\nBy dusk they had counted 412 roach, dace and gudgeon. “I have "
        "fished here since I was six,” said Tomas Reeve, who led them. “I have never carried so "
        "much home and wanted none of it.”",
    ),
    (
        "Harrow Gazette",
        "Farm keeps its herd from the river",
        "Ada Winn",
        "17 October 2025",
        "Some ninety cows at Low Harrow are drinking from a tanker this week.\n\nTheir farmer, "
        "Clement Oake, fenced off the water meadow on Monday, before anybody had told him to. "
        "“Nobody rings a farmer,” he said. The district’s vet took milk to be tested on Thursday "
        "and expects an answer within ten days.",
    ),
    (
        "Harrow Gazette",
        "Works asks its neighbours to tea",
        "Jon Pell",
        "03/11/2025",
        "Brandt & Lowe will open its gates on Saturday to anybody who lives within a mile of "
        "them.\n\nThere is to be a walk around the new tank, a talk by its engineer, and tea. The "
        "anglers’ club has said that it will come, and that it will bring its own water.",
    ),
    (
        "Tessmark Courier",
        "A sensor at Mill Lane",
        "Ilse Marden",
        "20 October 2025",
        "A grey box the size of a loaf now hangs from the footbridge at Mill Lane and measures "
        "the colour of the river every four minutes.\n\nIt cost the council 3,100 crowns. Dora "
        "Venn, its environment officer, can read it on her telephone, and so can everybody else, "
        "on a page that the town’s library looks after.",
    ),
    (
        "Tessmark Courier",
        "340 jobs, one valve",
        "Noor Hallam",
        "22 October 2025",
        "The day shift at the works begins with a walk past the tank that failed, which is empty "
        "and has been painted yellow.\n\nNobody here wants to be asked about the alarm. What they "
        "do talk about is cotton, of which less comes every year, and the price of gas.",
    ),
    (
        "Northern Ledger",
        "Sixty tanks, two inspectors",
        "Josip Tarrant",
        "24 October 2025",
        "The provincial Water Inspectorate has sixty industrial tanks on its list and two people "
        "to look at them, its annual report shows.\n\nEach tank is to be seen every second year. "
        "Last year 19 were. The ministry said that a third post had been advertised twice and "
        "that nobody had applied.",
    ),
    (
        "Northern Ledger",
        "A river is not a pipe",
        "Marit Oss",
        "25 October 2025",
        "I teach children of four to close the tap when they have brushed their teeth.\n\nThey "
        "ask where the water goes. I used to say: to the river. Since this month I say that I "
        "shall show them, and we walk down to the weir and look.",
    ),
)

_TABLE = """Headline;What was seen;Date
Valve at the dye works was made in 1974;"The valve that failed was to be replaced at the \
next stop, in spring. It is now on a table in the town hall, where anybody may turn it.";14/10/2025
Clean-up reaches the rail bridge;"Eleven people raked the reeds until it was dark, and \
found a bicycle, two shoes and the sign that asks walkers to leave nothing.";15/10/2025
No dye in the wells;"The laboratory looked at samples of nine wells on the Harrow side and found \
nothing in them that was not there a year ago.";03/10/2025
Anglers dine in the town hall;"Their clubhouse is full of buckets, so the anglers ate \
in the town hall this year. There was no fish.";21/10/2025
"""


def files() -> list[tuple[str, str]]:
    """Names and contents, one of which resembles an article of the sample and one waits."""
    week = [
        (
            f"week 42/{title.lower().replace(', ', '-').replace(' ', '-')}.txt",
            _PAGE.format(
                paper=paper, menu=_MENUS[paper], title=title, author=author, date=date, body=body
            ),
        )
        for paper, title, author, date, body in _ARTICLES
    ]
    return [("week 42/dye-leak-corrected.txt", revised()), *week, ("field notes.csv", _TABLE)]


def revised() -> str:
    """The sample's article of the Tessmark Courier, as its paper corrected it two days later."""
    text = (SAMPLE / "tessmark_courier.txt").read_text(encoding="utf-8")
    for before, after in (
        (
            "Dye leak turns the Osk blue; council says tap water is safe",
            "Dye firm corrects its figure",
        ),
        (
            "About 200 litres of textile dye reached the river",
            "About 1,900 litres of textile dye, and not 200, reached the river",
        ),
        ("at the gate of the works on Monday afternoon", "on Wednesday, correcting herself"),
        ("Some fish may have died below the weir", "More than 400 fish died below the weir"),
        (" “It looks far worse than it is,” she said.", ""),
    ):
        if before not in text:
            raise ValueError(f"The sample does not say “{before}” any more.")
        text = text.replace(before, after)
    return text
