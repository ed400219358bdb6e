"""A region's report with every kind of block, invented from end to end, for the tests of the renderers."""

from fractions import Fraction
from itertools import cycle

from spur.analysis.figure import Figure, Scope, Value
from spur.report.document import (
    Bar,
    Bullets,
    Cell,
    Chart,
    Column,
    Document,
    KeyFigures,
    Line,
    Panel,
    Paragraph,
    Row,
    Section,
    Table,
)
from spur.statistics.exact import Root
from spur.statistics.tally import Middle
from spur.wording import Lang

AREAS: dict[Lang, tuple[str, ...]] = {
    "sv": (
        "Verksamheten",
        "Medarbetarstab och interna kompetenser",
        "Lokaler och utrustning",
        "Tjänstgöringens uppläggning",
        "Handledning och uppföljning",
        "Teoretisk utbildning",
        "Medicinsk vetenskap och kvalitetsarbete",
        "Ledarskapskompetens och kommunikativ kompetens",
    ),
    "en": (
        "The activities of the unit",
        "Medical staff and in-house competences",
        "Premises and equipment",
        "How the training is set up",
        "Supervision and follow-up",
        "Theoretical education",
        "Medical science and quality improvement",
        "Competence in leadership and communication",
    ),
}

GROUPS: dict[Lang, tuple[str, ...]] = {
    "sv": (
        "Allmänmedicin",
        "Diagnostiska specialiteter",
        "Enskilda basspecialiteter",
        "Kirurgiska specialiteter",
        "Medicinska specialiteter",
        "Psykiatriska specialiteter",
    ),
    "en": (
        "General practice",
        "Diagnostic specialties",
        "Single base specialties",
        "Surgical specialties",
        "Medical specialties",
        "Psychiatric specialties",
    ),
}

UNITS: dict[Lang, tuple[str, ...]] = {
    "sv": (
        "Vårdcentralen Järnsparven",
        "Vårdcentralen Ängspiplärkan & Co <norr>",
        "Vårdcentralen Gråsiskan",
        "Röntgenkliniken Tornseglaren",
        "Ögonkliniken Kungsfiskaren",
        "Kirurgkliniken Mindre hackspetten",
        "Medicinkliniken Större korsnäbben",
        "Vuxenpsykiatriska öppenvårdsmottagningen Nattskärran",
    ),
    "en": (
        "Hedge Sparrow health centre",
        "Meadow Pipit & Co <north> health centre",
        "Redpoll health centre",
        "Swift radiology department",
        "Kingfisher eye clinic",
        "Lesser Woodpecker surgical department",
        "Parrot Crossbill department of medicine",
        "Nightjar outpatient clinic for adult psychiatry",
    ),
}

STATEMENTS: dict[Lang, tuple[str, ...]] = {
    "sv": (
        "Jag introducerades till tjänstgöringen genom ett av enheten fastställt introduktionsprogram.",
        "Jag har ett individuellt utbildningsprogram som utgår ifrån kraven i målbeskrivningen.",
        "Mitt individuella utbildningsprogram revideras årligen tillsammans med handledaren.",
        "Verksamheten är tillräckligt allsidig för att målbeskrivningens krav ska kunna uppfyllas.",
        "Det finns tillräckligt många läkare med relevant specialitet och kompetens för att jag ska få adekvat"
        " handledning.",
        "Utrustningen för diagnostik, utredning och behandling är adekvat för mitt uppdrag på enheten.",
        "Jag har tillgång till bibliotekstjänst, aktuella tidskrifter och digitala informationskällor i mitt arbete.",
        "Det är god balans mellan jour och/eller beredskap och övrig klinisk tjänstgöring.",
        "Min handledning är överenskommen i förväg och genomförs med regelbundenhet & kontinuitet.",
        "Det görs en fortlöpande bedömning av min kompetensutveckling utifrån målbeskrivningen och"
        " utbildningsprogrammet under hela specialiseringstjänstgöringen.",
        "Verksamhetschefen eller motsvarande håller regelbundna utvecklingssamtal med mig.",
        "Jag uppfattar utbildningsklimatet på enheten som utvecklande och inbjudande till diskussioner och frågor.",
        "Jag har möjlighet att genomgå den teoretiska utbildning som definieras i utbildningsprogrammet.",
        "Jag har självstudier minst en timme i veckan (≥ 1 timme, < 4 timmar) på schemalagd arbetstid.",
        "Min kompetens i medicinsk vetenskap bedöms och jag får återkoppling på detta.",
        "Jag genomför, dokumenterar och redovisar kvalitets- och förbättringsarbeten.",
        "Min kompetens i kvalitetsutveckling bedöms och jag får återkoppling på detta.",
        "Jag har genomfört eller kommer att genomföra ett skriftligt arbete enligt vetenskapliga principer.",
        "Min kompetens i ledarskap bedöms och jag får återkoppling på detta.",
        "Jag ges möjlighet att träna kommunikation med patienter, närstående och medarbetare.",
        "Jag handleder andra och får återkoppling på min handledning.",
        "Sidotjänstgöringarna är planerade utifrån mina individuella utbildningsbehov.",
    ),
    "en": (
        "I was introduced to the post through an induction programme adopted by the unit.",
        "I have an individual training programme that follows from the demands of the curriculum.",
        "My individual training programme is revised every year together with my supervisor.",
        "The unit's work is broad enough for the demands of the curriculum to be met.",
        "There are enough doctors with the relevant specialty and competence for me to get adequate supervision.",
        "The equipment for diagnostics, investigation and treatment is adequate for my work at the unit.",
        "I have access to library services, current journals and digital sources of information in my work.",
        "There is a good balance between being on call and other clinical work.",
        "My supervision is agreed on beforehand & takes place regularly and with continuity.",
        "My progress is assessed continuously against the curriculum and the training programme during the whole of"
        " my specialist training.",
        "The head of the unit, or somebody in that role, holds regular appraisals with me.",
        "I find the learning climate at the unit stimulating and open to discussions and questions.",
        "I am able to take the theoretical courses that my training programme sets out.",
        "I have self-study at least one hour a week (≥ 1 hour, < 4 hours) in scheduled working time.",
        "My competence in medical science is assessed and I get feedback on it.",
        "I carry out, document and present quality and improvement projects.",
        "My competence in quality improvement is assessed and I get feedback on it.",
        "I have done, or will do, a written paper according to scientific principles.",
        "My competence in leadership is assessed and I get feedback on it.",
        "I am given opportunities to practise communication with patients, relatives and colleagues.",
        "I supervise others and get feedback on my supervision.",
        "My placements at other units are planned from my own training needs.",
    ),
}

ROUND = "2031"


def figure(
    subject: str,
    statistic: str,
    value: Value | None,
    *,
    scope: Scope = "region",
    scope_id: str = "fagelbo",
    versus: str = "",
    withheld: bool = False,
) -> Figure:
    return Figure(ROUND, scope, scope_id, subject, statistic, value, versus=versus, withheld=withheld)


def sample_document(lang: Lang) -> Document:
    """The report of the invented Region Fågelbo, with figures that are made up but keep every shape a real one has."""
    sv = lang == "sv"

    def say(swedish: str, english: str) -> str:
        return swedish if sv else english

    return Document(
        title=say("Specialiseringstjänstgöring i Region Fågelbo", "Specialist training in Region Fågelbo"),
        subtitle=say(
            "Samlad analys av granskningsomgången 2031: granskade enheter, enkätsvar och förbättringsområden",
            "Joint analysis of the 2031 round: inspected units, survey answers and areas for improvement",
        ),
        lang=lang,
        facts=(
            (say("Region", "Region"), "Fågelbo"),
            (say("Granskningsomgång", "Round"), "2031"),
            (say("Granskningsmodell", "Rubric"), say("SPUR 2018, fastställd", "SPUR 2018, published")),
            (say("Gradering som används", "Grades used"), say("efter handlingsplan", "after the action plan")),
            (say("Avser läget", "As of"), "2031-11-14"),
        ),
        sections=(
            Section(say("Sammanfattning", "Summary"), _summary(lang), tab=say("Sammanfattning", "Summary")),
            Section(
                say("Så är granskningen gjord", "How the review was made"), _method(lang), tab=say("Metod", "Method")
            ),
            Section(
                say("Bedömningsområden", "Areas"),
                _areas(lang),
                level=2,
            ),
            Section(say("Resultat för hela regionen", "Results for the whole region"), (), tab="Region"),
            Section(say("Granskningsresultat", "Results of the inspections"), _region_grades(lang), level=2),
            Section(say("Jämförelse med riket", "Compared with the nation"), _comparison(lang), level=2),
            Section(
                say("Resultat per specialitetsgrupp", "Results per specialty group"),
                _group_grades(lang),
                tab=say("Specialitetsgrupper", "Specialty groups"),
            ),
            Section(
                say(
                    "Vad ST-läkarna svarade i de sex specialitetsgrupperna",
                    "What the trainees answered in the six specialty groups",
                ),
                _group_answers(lang),
                level=2,
            ),
            Section(
                say("Bilaga: granskade enheter", "Appendix: inspected units"),
                _units(lang),
                tab=say("Enheter", "Units"),
            ),
        ),
        footer=say("Region Fågelbo · SPUR-granskning 2031", "Region Fågelbo · SPUR review 2031"),
        as_of="2031-11-14",
    )


def _summary(lang: Lang) -> tuple[KeyFigures | Paragraph | Bullets, ...]:
    sv = lang == "sv"
    return (
        Paragraph(
            "Regionen ger goda yttre förutsättningar för specialiseringstjänstgöring: 82 % av ST-läkarna anser att"
            " kvaliteten motsvarar förväntningarna. Handledning och bedömning av kompetens är ojämna mellan enheterna."
            if sv
            else "The region offers good conditions for specialist training: 82% of the trainees find that the quality"
            " meets their expectations. Supervision and assessment of competence vary between the units.",
            "lead",
        ),
        KeyFigures(
            (
                (figure("units", "n", 38), "granskade enheter" if sv else "inspected units"),
                (figure("responses", "n", 206), "besvarade enkäter" if sv else "answered surveys"),
                (
                    figure("item:overall", "share_positive", Fraction(169, 206)),
                    "anser att utbildningen motsvarar förväntningarna" if sv else "find their expectations met",
                ),
                (
                    figure("total", "mean", Fraction(257, 10)),
                    "poäng i medel av 32" if sv else "points on average of 32",
                ),
                (
                    figure("item:overall", "diff", Fraction(49, 1000), versus="rest"),
                    "procentenheter mot riket" if sv else "percentage points against the nation",
                ),
                (
                    figure("item:pay", "share_positive", None, withheld=True),
                    "nöjda med lönen" if sv else "happy with pay",
                ),
            )
        ),
        Paragraph(
            "Strukturen är på plats. Lokaler, utrustning och medarbetarstab bedöms på de flesta enheter följa"
            " Socialstyrelsens föreskrifter & allmänna råd. Det som skiljer enheterna åt är hur tjänstgöringen"
            " läggs upp, hur ofta handledningen blir av och om ST-läkarens kompetens bedöms med kända metoder."
            " Skillnaden är −4,9 procentenheter i den lägsta gruppen; återkoppling i ledarskap får 41 %."
            if sv
            else "The structure is in place. Premises, equipment and staff are on most units judged to follow the"
            " regulations & general advice. What sets the units apart is how the training is set up, how often"
            " supervision takes place and whether competence is assessed by known methods. The difference is −4.9"
            " percentage points in the lowest group, and 41% get feedback in leadership."
        ),
        Paragraph("Fem områden att förbättra:" if sv else "Five areas to improve:"),
        Bullets(
            (
                "Uppföljning av utbildningskvalitet: utse några få indikatorer som följs varje år på alla enheter."
                if sv
                else "Follow-up of quality: choose a few indicators that every unit follows each year.",
                "Individuella utbildningsprogram: upprättas under första halvåret och revideras årligen."
                if sv
                else "Individual training programmes: written in the first half-year and revised each year.",
                "Bedömning och återkoppling på ST-läkarens kompetens, särskilt i kommunikation och ledarskap, med minst"
                " två överenskomna metoder per år."
                if sv
                else "Assessment of and feedback on the trainee's competence, above all in communication and"
                " leadership, by at least two agreed methods a year.",
                "Medicinsk vetenskaplig kompetens." if sv else "Competence in medical science.",
                "Studierektorernas tid & mandat (uppdrag < 10 % av heltid räcker inte)."
                if sv
                else "The study directors' time & mandate (assignments < 10% of full time are not enough).",
            )
        ),
        Paragraph(
            "Medelvärden döljer enskilda enheter: ett medelvärde på 3,0 eller mer betyder inte att varje enhet följer"
            " föreskrifterna. Enheternas egna resultat står i bilagan."
            if sv
            else "Means hide single units: a mean of 3.0 or more does not say that every unit follows the regulations."
            " The units' own results stand in the appendix.",
            "note",
        ),
    )


def _method(lang: Lang) -> tuple[Paragraph | Bullets, ...]:
    sv = lang == "sv"
    return (
        Paragraph(
            "Varje enhet fyller i en enkät, besöks av två inspektörer från specialitetsföreningen och får en gradering"
            " A–D i vart och ett av åtta bedömningsområden. Graderingen ger 4–1 poäng. B är den gradering från vilken"
            " Socialstyrelsens föreskrifter och allmänna råd följs."
            if sv
            else "Each unit answers a survey, is visited by two inspectors from the specialty's society and is given a"
            " grade A–D in each of eight areas. The grade gives 4–1 points. B is the grade from which the regulations"
            " and the general advice are followed."
        ),
        Paragraph("Poängskala" if sv else "Points", "lead"),
        Bullets(
            (
                "A: följer föreskrifter, allmänna råd och kvalitetskriterier"
                if sv
                else "A: follows regulations, advice and quality criteria",
                "B: följer föreskrifter och allmänna råd" if sv else "B: follows regulations and advice",
                "C: följer föreskrifter" if sv else "C: follows regulations",
                "D: följer inte föreskrifterna → handlingsplan inom tre månader"
                if sv
                else "D: does not follow the regulations → action plan within three months",
            ),
            ("4", "3", "2", "1"),
        ),
    )


def _areas(lang: Lang) -> tuple[Paragraph | Table, ...]:
    sv = lang == "sv"
    questions = (
        "Är de utbildande enheternas verksamhet sådan att målbeskrivningens krav kan uppfyllas?"
        if sv
        else "Is the work of the training units such that the demands of the curriculum can be met?",
        "Är läkarstab och övriga interna kompetenser av adekvat storlek och sammansättning?"
        if sv
        else "Are the medical staff and other in-house competences of adequate size and composition?",
    )
    asked = cycle(questions)
    return (
        Table(
            "Bedömningsområden som granskas" if sv else "Areas that are inspected",
            (
                Column("Område" if sv else "Area", 0.6),
                Column("Titel" if sv else "Title", 3),
                Column("Fråga" if sv else "Question", 5),
            ),
            tuple(Row((code, title, next(asked))) for code, title in zip("ABCDEFGH", AREAS[lang], strict=True)),
        ),
    )


_MEANS = tuple(Fraction(n, 100) for n in (390, 380, 400, 290, 260, 350, 225, 260))
_VARIANCES = tuple(Fraction(n, 100) for n in (16, 36, 4, 100, 98, 81, 83, 104))


def _region_grades(lang: Lang) -> tuple[Paragraph | Chart | Table | Bullets, ...]:
    sv = lang == "sv"
    titles = AREAS[lang]
    counts = (
        (34, 3, 1, 0),
        (33, 4, 0, 1),
        (38, 0, 0, 0),
        (14, 12, 8, 4),
        (9, 11, 12, 6),
        (27, 6, 3, 2),
        (7, 10, 14, 7),
        (8, 12, 11, 7),
    )
    rows = tuple(
        Row(
            (
                code,
                title,
                *(figure(f"area:{code}", f"count:{grade}", n) for grade, n in zip("ABCD", count, strict=True)),
                figure(f"area:{code}", "mean", mean),
                figure(f"area:{code}", "sd", Root(variance)),
                figure(f"area:{code}", "median", Middle(3, 4) if code == "F" else Middle(4, 4)),
                figure(f"area:{code}", "share_at_line", Fraction(count[0] + count[1], 38)),
            )
        )
        for code, title, count, mean, variance in zip("ABCDEFGH", titles, counts, _MEANS, _VARIANCES, strict=True)
    )
    total = Row(
        (
            "",
            "Totalt (max 32)" if sv else "Total (of 32)",
            "",
            "",
            "",
            "",
            figure("total", "mean", Fraction(257, 10)),
            figure("total", "sd", Root(Fraction(1296, 100))),
            figure("total", "median", Middle(25, 26)),
            figure("total", "share_at_line", None),
        ),
        "total",
    )
    grade = "Antal enheter med gradering" if sv else "Units with the grade"
    points = "Poäng" if sv else "Points"
    return (
        Paragraph(
            f"”{titles[2]}” har det högsta medelvärdet. Lägst ligger ”{titles[4]}”, ”{titles[6]}” och ”{titles[7]}”."
            if sv
            else f"“{titles[2]}” has the highest mean. Lowest are “{titles[4]}”, “{titles[6]}” and “{titles[7]}”."
        ),
        Bullets(
            tuple(titles[i] for i in (2, 0, 1, 5, 3, 4, 7, 6)),
            ("1", "2", "3", "4", "5", "6", "6", "8"),
        ),
        Chart(
            caption="Medelvärde för genomförda granskningar per bedömningsområde"
            if sv
            else "Mean of the inspections per area",
            alt="Medelvärden: A 3,9, B 3,8, C 4,0, D 2,9, E 2,6, F 3,5, G 2,3, H 2,6."
            if sv
            else "Means: A 3.9, B 3.8, C 4.0, D 2.9, E 2.6, F 3.5, G 2.3, H 2.6.",
            axis_label=points,
            axis_max=4,
            panels=(
                Panel(
                    "",
                    tuple(
                        Bar(f"{code} {title}", figure(f"area:{code}", "mean", mean))
                        for code, title, mean in zip("ABCDEFGH", titles, _MEANS, strict=True)
                    ),
                ),
            ),
            line=Line(3, "B: föreskrifter och allmänna råd följs" if sv else "B: regulations and advice are followed"),
        ),
        Table(
            "Graderingar och poäng per bedömningsområde" if sv else "Grades and points per area",
            (
                Column("", 0.4),
                Column("Bedömningsområde" if sv else "Area", 4),
                *(Column(letter, 0.7, True, grade) for letter in "ABCD"),
                Column("Medel" if sv else "Mean", 1, True, points),
                Column("SD", 0.8, True, points),
                Column("Median", 1.2, True, points),
                Column("Minst B" if sv else "At least B", 1, True),
            ),
            (*rows, total),
            (
                "SD är populationens standardavvikelse (nämnare n)."
                if sv
                else "SD is the population standard deviation (divisor n).",
                "– betyder att talet inte kan räknas." if sv else "– means that there is nothing to compute.",
            ),
        ),
    )


def _comparison(lang: Lang) -> tuple[Paragraph | Table, ...]:
    sv = lang == "sv"
    differences = (Fraction(64, 1000), Fraction(-52, 1000), Fraction(4, 1000), Fraction(0), None, Fraction(-121, 1000))
    verdicts = ("more", "less", "within", "within", "within", "less")
    shares = (82, 64, 90, 71, None, 58)
    return (
        Paragraph(
            "Svaren jämförs med 3 576 enkäter från övriga landet. En skillnad om fem procentenheter eller mer räknas"
            " som mer respektive mindre positiva svar."
            if sv
            else "The answers are compared with 3,576 surveys from the rest of the nation. A difference of five"
            " percentage points or more counts as more or less positive."
        ),
        Table(
            "Regionens ST-läkare jämförda med riket" if sv else "The region's trainees compared with the nation",
            (
                Column("Påstående" if sv else "Statement", 5),
                Column(
                    "Regionen" if sv else "Region",
                    1,
                    True,
                    "Andel positiva svar" if sv else "Share of positive answers",
                ),
                Column(
                    "Riket" if sv else "Nation", 1, True, "Andel positiva svar" if sv else "Share of positive answers"
                ),
                Column("Skillnad" if sv else "Difference", 1.2, True),
                Column("Omdöme" if sv else "Verdict", 1.6),
            ),
            tuple(
                Row(
                    (
                        statement,
                        figure(
                            f"item:q{i}", "share_positive", Fraction(share, 100) if share else None, withheld=not share
                        ),
                        figure(
                            f"item:q{i}", "share_positive", Fraction(70 + i, 100), scope="baseline", scope_id="nation"
                        ),
                        figure(f"item:q{i}", "diff", difference, versus="nation", withheld=difference is None),
                        figure(
                            f"item:q{i}",
                            "five_point_verdict",
                            None if difference is None else verdict,
                            versus="nation",
                            withheld=difference is None,
                        ),
                    )
                )
                for i, (statement, share, difference, verdict) in enumerate(
                    zip(STATEMENTS[lang][:6], shares, differences, verdicts, strict=True)
                )
            ),
        ),
    )


def _panel(lang: Lang, area: str, tenths: tuple[int | None, ...]) -> Panel:
    """One area's mean in each of the six groups; the third group of area H is withheld."""
    return Panel(
        f"{area} {AREAS[lang]['ABCDEFGH'.index(area)]}",
        tuple(
            Bar(
                group,
                figure(
                    f"area:{area}",
                    "mean",
                    None if value is None else Fraction(value, 10),
                    scope="group",
                    scope_id=f"g{i}",
                    withheld=area == "H" and i == 2,
                ),
            )
            for i, (group, value) in enumerate(zip(GROUPS[lang], tenths, strict=True))
        ),
    )


def _group_grades(lang: Lang) -> tuple[Paragraph | Chart | Table, ...]:
    sv = lang == "sv"
    groups = GROUPS[lang]
    line = Line(3, "B: föreskrifter och allmänna råd följs" if sv else "B: regulations and advice are followed")
    caption = "Medelvärde per specialitetsgrupp, bedömningsområde" if sv else "Mean per specialty group, areas"
    points = "Poäng" if sv else "Points"
    means = {
        "A": (40, 40, 40, 33, 40, 40),
        "B": (38, 40, 33, 37, 38, 40),
        "C": (40, 38, 40, 40, 39, 40),
        "D": (22, 38, 25, 30, 40, 40),
        "E": (21, 34, 23, 25, 32, 30),
        "F": (37, 32, 35, 27, 38, None),
        "G": (23, 24, 28, 35, 26, 40),
        "H": (22, 26, None, 27, 34, 40),
    }
    totals = (243, 272, 248, 253, 280, 310)
    alt = "Talen står i tabellen efter figurerna." if sv else "The numbers stand in the table after the charts."
    return (
        Paragraph(
            "Totalpoängen är summan av en enhets poäng i de åtta områdena (minst 8, högst 32). Områdena väger inte"
            " nödvändigtvis lika tungt, så summan ger ingen fullständig bild av skillnader i kvalitet."
            if sv
            else "The total is the sum of a unit's points in the eight areas (8 at least, 32 at most). The areas are"
            " not necessarily of equal weight, so the sum does not give a full picture of differences in quality."
        ),
        Chart(
            "Totalpoäng vid granskning för de sex specialitetsgrupperna"
            if sv
            else "Total points of the six specialty groups",
            alt,
            points,
            32,
            (
                Panel(
                    "",
                    tuple(
                        Bar(group, figure("total", "mean", Fraction(total, 10), scope="group", scope_id=f"g{i}"))
                        for i, (group, total) in enumerate(zip(groups, totals, strict=True))
                    ),
                ),
            ),
        ),
        Chart(f"{caption} A–D", alt, points, 4, tuple(_panel(lang, area, means[area]) for area in "ABCD"), line),
        Chart(f"{caption} E–H", alt, points, 4, tuple(_panel(lang, area, means[area]) for area in "EFGH"), line),
    )


def _group_answers(lang: Lang) -> tuple[Paragraph | Table, ...]:
    sv = lang == "sv"
    groups = GROUPS[lang]
    sizes = (68, 23, 17, 34, 41, 9)

    def cells(i: int) -> tuple[Cell, ...]:
        pairs: list[Cell] = []
        for j, size in enumerate(sizes):
            hidden = j == 5 and i % 4 == 3
            positive = size if (i, j) == (1, 1) else (size * (37 + (i * 29 + j * 17) % 61)) // 100
            for statistic, value in (("share_positive", Fraction(positive, size)), ("n", size - i % 3)):
                shown = None if hidden else value
                pairs.append(figure(f"item:q{i}", statistic, shown, scope="group", scope_id=f"g{j}", withheld=hidden))
        return tuple(pairs)

    share = "Andel" if sv else "Share"
    return (
        Paragraph(
            "Tabellen visar andelen positiva svar (4–5 på den femgradiga skalan) och antalet svar (n) i varje grupp."
            if sv
            else "The table shows the share of positive answers (4–5 on the five-step scale) and the number of answers"
            " (n) in each group."
        ),
        Table(
            "Andel ST-läkare som håller med om påståendet, per specialitetsgrupp"
            if sv
            else "Share of trainees who agree with the statement, per specialty group",
            (
                Column("Påstående" if sv else "Statement", 5),
                *(
                    column
                    for group in groups
                    for column in (Column(share, 1, True, group), Column("n", 0.7, True, group))
                ),
            ),
            tuple(Row((statement, *cells(i))) for i, statement in enumerate(STATEMENTS[lang])),
            (
                "”visas ej”: för få svar för att visas utan att någon kan kännas igen."
                if sv
                else "“withheld”: too few answers to be shown without somebody being recognised.",
            ),
        ),
    )


def _units(lang: Lang) -> tuple[Paragraph | Table, ...]:
    sv = lang == "sv"
    groups = cycle(GROUPS[lang])
    grades = "ABCD"
    return (
        Paragraph(
            "Graderingarna är de som gäller efter handlingsplan. ▲ och ▼ visar förändring sedan omgången 2026."
            if sv
            else "The grades are those after the action plan. ▲ and ▼ show the change since the round of 2026."
        ),
        Table(
            "Granskade enheter och deras graderingar" if sv else "Inspected units and their grades",
            (
                Column("Enhet" if sv else "Unit", 4),
                Column("Specialitetsgrupp" if sv else "Specialty group", 3),
                *(Column(letter, 0.5, False, "Bedömningsområde" if sv else "Area") for letter in "ABCDEFGH"),
                Column("Poäng" if sv else "Points", 0.9, True),
            ),
            tuple(
                Row(
                    (
                        unit,
                        next(groups),
                        *(grades[(i * 5 + j * 3) % 4] + (" ▲" if i == 1 and j == 2 else "") for j in range(8)),
                        figure("total", "points", 32 - i * 2, scope="unit", scope_id=f"u{i}"),
                    )
                )
                for i, unit in enumerate(UNITS[lang])
            ),
        ),
    )
