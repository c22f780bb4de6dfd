# ruff: noqa: E501 (one case, one line)
"""A sound rulebook, and ways to break it: (old text, new text, what is said of it: "code line path; ...").

The lines are those of plain_rulebook.toml, counted by eye."""

from itertools import pairwise
from pathlib import Path

from criteria.loading import loads
from criteria.refusals import RulebookRefused

PLAIN = Path(__file__).with_name("plain_rulebook.toml").read_text(encoding="utf-8")


def broken(*changes):
    """The sound rulebook with each (old, new) put in; every old text must stand there exactly once."""
    text = PLAIN
    for old, new in changes:
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


def refusal(text):
    """The problems for which this text is refused."""
    try:
        loads(text, "rulebook.toml")
    except RulebookRefused as refused:
        return refused.problems
    return []


def places(text):
    """Code, line and key path of every problem, in order: "code line path; ..."."""
    found = [
        f"{problem.kind.code.removeprefix('rulebook-')} {problem.row} {problem.column}" for problem in refusal(text)
    ]
    return "; ".join(found)


EXCLUDE = 'exclude = { kind = ["aspiration"] }'

SHAPES = [
    # keys that are not known, or missing
    ("weight = 60", "weigth = 60", "key-missing 26 criterion[1].weight; key-unknown 29 criterion[1].weigth"),
    ("schema = 1", "schema = 1\ncolour = 1", "key-unknown 2 colour"),
    ("[ranking]", "[rankings]", "key-unknown 50 rankings"),
    ("[ranking]", '[ranking]\n"tie break" = 1', 'key-unknown 51 ranking."tie break"'),
    ("zero = 0.5", "zero = 0.5\nhalf = 1", "key-unknown 39 criterion[2].scale.half"),
    ('en = "Speed" }', 'en = "Speed", fr = "Vite" }', "key-unknown 28 criterion[1].title.fr"),
    ("max = 100 }", "max = 100, mean = true }", "key-unknown 44 criterion[3].panel.mean"),
    ("[sources.complaints]", "[sources.complaint]", "key-unknown 11 sources.complaint"),
    ("cutoff = 2030-01-10", "", "key-missing 5 period.cutoff"),
    ('code = "best"\n', "", "key-missing 45 award[1].code"),
    (', en = "Judged" }', " }", "key-missing 42 criterion[3].title.en"),
    ('type = "linear"\n', "", "key-missing 36 criterion[2].scale.type"),
    ("full = 1", "", "key-missing 36 criterion[2].scale.full"),
    ("[ranking]", "[calendar]\nadd = [{ date = 2029-01-02 }]\n[ranking]", "key-missing 51 calendar.add[1].name"),
    # wrong types
    ('code = "test-2030"', "code = 2030", "value 3 edition.code"),
    ('"Uji"', "7", "value 4 edition.title.id"),
    ('title = { id = "Uji", en = "Test" }', 'title = "Test"', "value 4 edition.title"),
    ("from = 2029-01-01", "from = 2029-01-01T00:00:00", "value 6 period.from"),
    ("from = 2029-01-01", 'from = "2029-01-01"', "value 6 period.from"),
    ("to = 2029-12-31", "to = 2029", "value 7 period.to"),
    ("weight = 60", 'weight = "60"', "value 29 criterion[1].weight"),
    ("weight = 60", "weight = true", "value 29 criterion[1].weight"),
    ("at_least = 30", "at_least = 2029-01-01", "value 25 gate[1].at_least"),
    ("default = 14", "default = 14.0", "value 10 standards.resolve.default"),
    ("resolve = { default = 14, inspection = 60 }", 'resolve = "14"', "value 10 standards.resolve"),
    ("resolve = { default = 14, inspection = 60 }", "resolve = [14]", "value 10 standards.resolve"),
    ('kind = ["city"]', 'kind = "city"', "value 20 category[1].where.kind"),
    ('kind = ["city"]', 'kind = ["city", 3]', "value 20 category[1].where.kind[2]"),
    ('ties = ["judged", "on-time"]', 'ties = "judged"', "value 51 ranking.ties"),
    ("panel = { min = 0, max = 100 }", "panel = 100", "value 44 criterion[3].panel"),
    ("schema = 1", "schema = 1\ncalendar = 3", "value 2 calendar"),
    ("[[category]]", "[category]", "value 17 category"),
    ("schema = 1", "schema = 0", "value 1 schema"),
    ("schema = 1", "schema = true", "value 1 schema"),
    # values out of range
    ('code = "test-2030"', 'code = "Test 2030"', "value 3 edition.code"),
    ('code = "test-2030"', 'code = "' + "a" * 61 + '"', "value 3 edition.code"),
    ('"Uji"', '""', "value 4 edition.title.id"),
    ("weight = 60", "weight = 0", "value 29 criterion[1].weight"),
    ("weight = 60", "weight = -60", "value 29 criterion[1].weight"),
    ("weight = 60", "weight = nan", "value 29 criterion[1].weight"),
    ("zero = 0.5", "zero = -inf", "value 38 criterion[2].scale.zero"),
    ("at_least = 30", "at_least = 1e13", "value 25 gate[1].at_least"),
    ("weight = 60", "weight = 1" + "0" * 400, "value 29 criterion[1].weight"),
    ("inspection = 60", "inspection = -1", "value 10 standards.resolve.inspection"),
    ("inspection = 60", "inspection = 3651", "value 10 standards.resolve.inspection"),
    ('by = "speed"', "winners = 0", "value 49 award[1].winners"),
    ('ties = ["judged", "on-time"]', f"ties = {['judged'] * 501}".replace("'", '"'), "value 51 ranking.ties"),
    ('type = "linear"', 'type = "liner"', "value 37 criterion[2].scale.type"),
    ('parent = "speed"', 'missing = "none"', "value 33 criterion[2].missing"),
    ("max = 100 }", 'max = 100, aggregate = "average" }', "value 44 criterion[3].panel.aggregate"),
    ("[ranking]", '[calendar]\nweekend = ["sat", "sonntag"]\n[ranking]', "value 51 calendar.weekend[2]"),
    ("[sources.complaints]", '[sources.complaints]\ndate_order = "ydm"', "value 12 sources.complaints.date_order"),
    ("full = 1", 'full = 1\n[[criterion.children]]\nx = 1', "value 40 criterion[2].children[1]"),
    # the period
    ("to = 2029-12-31", "to = 2028-12-31", "period-order 7 period.to"),
    ("cutoff = 2030-01-10", "cutoff = 2029-12-30", "period-order 8 period.cutoff"),
    ("cutoff = 2030-01-10", 'cutoff = 2030-01-10\ntimezone = "Asia/Jogja"', "timezone 9 period.timezone"),
    ("cutoff = 2030-01-10", 'cutoff = 2030-01-10\ntimezone = "../Jakarta"', "timezone 9 period.timezone"),
]  # fmt: skip

GATE = 'indicator = "complaints"\nat_least = 30'
SCALE = '[criterion.scale]\ntype = "linear"\nzero = 0.5\nfull = 1'
FURTHER = '[[criterion]]\ncode = "{code}"\ntitle = {{ id = "a", en = "b" }}\nweight = 100\n'


def steps(better, *pairs, tail=""):
    """The scale of the second criterion as a staircase; its steps stand on the lines 40, 41, ..."""
    inside = "\n".join(f"{{ value = {value}, score = {score} }}," for value, score in pairs)
    return f'[criterion.scale]\ntype = "steps"\nbetter = "{better}"\nsteps = [\n{inside}\n]\n{tail}'


BEST = "[[award]]"
ASKED = f"panel = {{ min = 0, max = 100 }}\n{BEST}"


def question(code, criterion):
    """A question of the self-assessment, on five lines."""
    title = '{ id = "a", en = "b" }'
    return f'[[question]]\ncode = "{code}"\ntitle = {title}\npoints = 5\ncriterion = "{criterion}"\n'


def chain(length):
    """A branch of that many criteria below one another, beneath the second one."""
    codes = ["on-time", *(f"level-{number}" for number in range(length))]
    nodes = (FURTHER.format(code=code) + f'parent = "{above}"\n' for above, code in pairwise(codes))
    return "".join(nodes) + 'indicator = "resolved_share"\n' + SCALE + "\n"


CHECKS = [
    # codes
    ('code = "judged"', 'code = "speed"', "code-twice 41 criterion[3].code; code-unknown 51 ranking.ties[1]"),
    ("[[gate]]", '[[category]]\ncode = "agency"\ntitle = { id = "a", en = "b" }\n[[gate]]',
     "code-twice 22 category[2].code"),
    ("[[criterion]]\ncode = \"speed\"",
     '[[gate]]\ncode = "enough"\ntitle = { id = "a", en = "b" }\nfield = "staff"\nat_most = 9\n'
     '[[criterion]]\ncode = "speed"',
     "code-twice 27 gate[2].code"),
    ("[ranking]", '[[award]]\ncode = "best"\ntitle = { id = "a", en = "b" }\ncategory = "agency"\n[ranking]',
     "code-twice 51 award[2].code"),
    ('code = "agency"', 'code = "total"', "code-reserved 18 category[1].code; code-unknown 48 award[1].category"),
    ('code = "enough"', 'code = "total"', "code-reserved 22 gate[1].code"),
    ('code = "best"', 'code = "total"', "code-reserved 46 award[1].code"),
    ('code = "judged"', 'code = "total"', "code-reserved 41 criterion[3].code; code-unknown 51 ranking.ties[1]"),
    ('code = "judged"', 'code = "rank"', "code-reserved 41 criterion[3].code; code-unknown 51 ranking.ties[1]"),
    # references
    ('parent = "speed"', 'parent = "sped"', "code-unknown 33 criterion[2].parent"),
    ("weight = 40.0", 'weight = 40.0\nparent = "all"', "code-unknown 44 criterion[3].parent"),
    ("weight = 60", 'weight = 60\nchildren = ["judged"]\nparent = "total"', "tree-unlisted 35 criterion[2].parent"),
    ('code = "judged"', 'code = "judged"\nparent = "total"\nchildren = ["speed"]',
     "weights 29 criterion[1].weight; weights 45 criterion[3].weight; feed-inner 46 criterion[3].panel"),
    ("weight = 60", 'weight = 60\nchildren = ["on-time", "fast"]', "code-unknown 30 criterion[1].children[2]"),
    ('indicator = "answered_on_time_share"', 'indicator = "answer_on_time_share"',
     "code-unknown 35 criterion[2].indicator"),
    ('indicator = "complaints"', 'indicator = "complaint"', "code-unknown 24 gate[1].indicator"),
    ("at_least = 30", 'at_least = 30\ncategory = ["agency", "upp"]', "code-unknown 26 gate[1].category[2]"),
    ('category = "agency"', 'category = "agencies"', "code-unknown 48 award[1].category"),
    ('by = "speed"', 'by = "quick"', "code-unknown 49 award[1].by"),
    ('ties = ["judged", "on-time"]', 'ties = ["judged", "total"]', "code-unknown 51 ranking.ties[2]"),
    # the tree
    ("weight = 60", 'weight = 60\nparent = "on-time"',
     "tree-cycle 26 criterion[1]; feed-inner 36 criterion[2].indicator; feed-inner 37 criterion[2].scale"),
    ("weight = 60", 'weight = 60\nparent = "speed"', "tree-cycle 26 criterion[1]"),
    ("weight = 40.0", 'weight = 40.0\nchildren = ["on-time"]', "tree-conflict 33 criterion[2].parent"),
    ("weight = 60", 'weight = 60\nchildren = ["judged"]', "tree-unlisted 34 criterion[2].parent"),
    ("[[award]]", chain(9) + "[[award]]",
     "feed-inner 35 criterion[2].indicator; feed-inner 36 criterion[2].scale; tree-deep 85 criterion[12]"),
    # weights
    ("weight = 60", "weight = 61", "weights 29 criterion[1].weight"),
    ("weight = 40.0", "weight = 39.99999", "weights 29 criterion[1].weight"),
    ("weight = 100", "weight = 99", "weights 34 criterion[2].weight"),
    # what feeds a criterion
    ("panel = { min = 0, max = 100 }", "", "feed 40 criterion[3]"),
    ("max = 100 }", 'max = 100 }\nfield = "staff"', "feed 45 criterion[3].field"),
    ('indicator = "answered_on_time_share"', 'indicator = "answered_on_time_share"\nfield = "staff"',
     "feed 36 criterion[2].field"),
    ("weight = 60", 'weight = 60\nfield = "staff"', "feed-inner 30 criterion[1].field"),
    ("weight = 60", "weight = 60\npanel = {}", "feed-inner 30 criterion[1].panel"),
    (SCALE, "", "scale-missing 30 criterion[2]"),
    # checklists
    ("panel = { min = 0, max = 100 }", "checklist = true", "checklist-empty 44 criterion[3].checklist"),
    ("max = 100 }", "max = 100 }\nchecklist = true",
     "feed 45 criterion[3].checklist; checklist-empty 45 criterion[3].checklist"),
    ("panel = { min = 0, max = 100 }", "checklist = false", "feed 40 criterion[3]"),
    ("[ranking]", question("1", "judged") + "[ranking]", "question-criterion 54 question[1].criterion"),
    ("[ranking]", question("1", "x") + "[ranking]", "code-unknown 54 question[1].criterion"),
    (ASKED, "checklist = true\n" + question("1", "judged") + question("1", "judged") + BEST,
     "code-twice 51 question[2].code"),
    (ASKED, "checklist = true\n" + question("1.10", "judged") + question("1.1", "judged") + BEST,
     "question-alike 51 question[2].code"),
    ("[ranking]", '[sources.checklists.columns]\nclaim = "Nilai"\n[ranking]',
     "checklist-column 51 sources.checklists.columns.claim"),
    ("[ranking]", '[checklists]\nunverified = "all"\n[ranking]', "value 51 checklists.unverified"),
    # panels
    ("min = 0, max = 100", "min = 100, max = 0", "range 44 criterion[3].panel.min"),
    ("min = 0, max = 100", "min = 5, max = 5.0", "range 44 criterion[3].panel.min"),
    ("max = 100 }", "max = 100, trim = 1 }", "trim 44 criterion[3].panel.trim"),
    # scales
    ("zero = 0.5", "zero = 1", "scale-flat 39 criterion[2].scale.full"),
    ("zero = 0.5", "zero = 1.5", "direction 36 criterion[2].scale"),
    ('indicator = "answered_on_time_share"', 'indicator = "days_to_answer_p90"', "direction 36 criterion[2].scale"),
    (SCALE, 'scale = { type = "percentile", better = "lower" }', "direction 36 criterion[2].scale"),
    (SCALE, steps("lower", (0.5, 50), (0.9, 10)), "direction 36 criterion[2].scale"),
    (SCALE, steps("higher", (0.5, 50), (0.9, 50)), "steps 41 criterion[2].scale.steps[2]"),
    (SCALE, steps("higher", (0.9, 50), (0.5, 60)), "steps 40 criterion[2].scale.steps[1]"),
    (SCALE, steps("higher", (0.5, 50), (0.5, 60)), "steps 41 criterion[2].scale.steps[2]"),
    (SCALE, steps("higher", (0.5, 50), (0.9, 90), tail="otherwise = 50"),
     "steps-otherwise 43 criterion[2].scale.otherwise"),
    # gates
    (GATE, "at_least = 30", "feed 21 gate[1]"),
    (GATE, 'indicator = "complaints"\nfield = "staff"\nat_least = 30', "feed 25 gate[1].field"),
    (GATE, 'indicator = "complaints"', "gate-open 21 gate[1]"),
    ("at_least = 30", "at_least = 30\nat_most = 29", "range 25 gate[1].at_least"),
    # standards, columns, days off, certificates
    ("default = 14, ", "", "standard-default 10 standards.resolve"),
    ("inspection = 60 }", "inspection = 60, Inspection = 30 }", "standard-twice 10 standards.resolve.Inspection"),
    ('complaint_id = "Nomor"', 'complain_id = "Nomor"', "column-unknown 14 sources.complaints.columns.complain_id"),
    ('"*" = ["-"]', '"**" = ["-"]', 'column-unknown 16 sources.complaints.nulls."**"'),
    ('kind = ["aspiration"]', 'received_at = ["2029-01-01"]',
     "column-unknown 12 sources.complaints.exclude.received_at"),
    ('kind = ["aspiration"]', 'answer_text = ["thanks"]', "column-unknown 12 sources.complaints.exclude.answer_text"),
    ('kind = ["aspiration"]', '"*" = ["aspiration"]', 'column-unknown 12 sources.complaints.exclude."*"'),
    ("panel = { min = 0, max = 100 }", 'panel = { min = 0, max = 100 }\nestimate = "wilson"',
     "estimate 45 criterion[3].estimate"),
    ('indicator = "answered_on_time_share"', 'indicator = "units_connected_share"\nestimate = "standardised"',
     "estimate-mix 36 criterion[2].estimate"),
    ("[ranking]", '[[stage]]\ncode = "enough"\ntitle = { id = "T", en = "T" }\n[ranking]', "code-reserved 51 stage[1].code"),
    ("[ranking]", '[[stage]]\ncode = "s"\ntitle = { id = "T", en = "T" }\ngates = ["enuff"]\n[ranking]',
     "code-unknown 53 stage[1].gates[1]"),
    ("[ranking]", '[[stage]]\ncode = "s"\ntitle = { id = "T", en = "T" }\nweights = { speed = 60 }\n[ranking]',
     "stage-weights 53 stage[1].weights"),
    ("[ranking]", '[[stage]]\ncode = "s"\ntitle = { id = "T", en = "T" }\nweights = { on-time = 100 }\n[ranking]',
     "stage-weight 53 stage[1].weights.on-time"),
    ("[ranking]", '[[stage]]\ncode = "s"\ntitle = { id = "T", en = "T" }\ntop = { agencies = 3 }\n[ranking]',
     "code-unknown 53 stage[1].top.agencies"),
    ("[ranking]", '[[stage]]\ncode = "s"\ntitle = { id = "T", en = "T" }\ncloses = 2030-02-02\n[[stage]]\ncode = "t"\n'
     'title = { id = "T", en = "T" }\ncloses = 2030-02-01\n[ranking]', "stage-closes 57 stage[2].closes"),
    ("[ranking]", '[[stage]]\ncode = "s"\ntitle = { id = "T", en = "T" }\ntop = 0\n[ranking]', "value 53 stage[1].top"),
    ("[ranking]", '[[stage]]\ncode = "s"\ntitle = { id = "T", en = "T" }\nquota = { field = "kind", least = { city = 2 } }\n[ranking]',
     "quota-idle 53 stage[1].quota"),
    ("[ranking]", '[[stage]]\ncode = "s"\ntitle = { id = "T", en = "T" }\ntop = 3\nquota = { field = "kind", least = { city = 2, province = 2 } }\n[ranking]',
     "quota-large 54 stage[1].quota"),
    ("[ranking]", '[[stage]]\ncode = "s"\ntitle = { id = "T", en = "T" }\nties = "lot"\n[ranking]', "lot-missing 53 stage[1].ties"),
    ("[ranking]", '[[stage]]\ncode = "s"\ntitle = { id = "T", en = "T" }\ngates = ["enough"]\n[[stage]]\ncode = "t"\ntitle = { id = "T", en = "T" }\ngates = ["enough"]\n[ranking]',
     "stage-gate 57 stage[2].gates[1]"),
    (EXCLUDE, f'{EXCLUDE}\nshape = "events"', "steps-missing 11 sources.complaints.steps"),
    (EXCLUDE, f'{EXCLUDE}\nshape = "events"\nsteps.received = ["New"]', "steps-missing 14 sources.complaints.steps"),
    (EXCLUDE, f'{EXCLUDE}\nshape = "events"\nsteps.answered = ["Re"]\nsteps.resolved = ["re "]',
     "word-twice 15 sources.complaints.steps.resolved[1]"),
    ('complaint_id = "Nomor"', 'resolved_at = "Nomor"\n[sources.complaints.steps]\nresolved = ["x"]',
     "steps-idle 15 sources.complaints.steps"),
    (EXCLUDE, f'{EXCLUDE}\nfixed = {{ rating = "5" }}', "column-unknown 13 sources.complaints.fixed.rating"),
    (EXCLUDE, f'{EXCLUDE}\nfixed = {{ complaint_id = "5" }}', "column-unknown 13 sources.complaints.fixed.complaint_id; column-twice 13 sources.complaints.fixed.complaint_id"),
    (EXCLUDE, f'{EXCLUDE}\nstatuses = {{ resolved = ["Selesai"], unsolved = ["selesai"] }}',
     "word-twice 13 sources.complaints.statuses.unsolved[1]"),
    (EXCLUDE, f'{EXCLUDE}\ndurations = {{ received_at = {{ column = "x", unit = "hours" }} }}',
     "column-unknown 13 sources.complaints.durations.received_at"),
    (EXCLUDE, f'{EXCLUDE}\ndurations = {{ answered_at = {{ column = "x", unit = "years" }} }}',
     "value 13 sources.complaints.durations.answered_at.unit"),
    ('complaint_id = "Nomor"', 'answered_at = "y"\n[sources.complaints.durations]\nanswered_at = { column = "x", unit = "hours" }',
     "column-twice 16 sources.complaints.durations.answered_at"),
    ('complaint_id = "Nomor"', 'complaint_id = []', "value 14 sources.complaints.columns.complaint_id"),
    ('complaint_id = "Nomor"', 'complaint_id = 7', "value 14 sources.complaints.columns.complaint_id"),
    ("[ranking]", '[sources.follow_ups]\ncolumns.rating = "x"\n[ranking]',
     "steps-missing 50 sources.follow_ups.steps; column-unknown 51 sources.follow_ups.columns.rating"),
    ("[ranking]", '[calendar]\ncountry = "Indonesia"\n[ranking]', "country 51 calendar.country"),
    ("[ranking]", '[calendar]\nweekend = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]\n[ranking]',
     "weekend 51 calendar.weekend"),
    ("date = 2030-02-01", 'also = ["judges", "finalists", "honourable"]',
     "set-finalists 53 certificate.also[2]; set-honourable 53 certificate.also[3]"),
    ("date = 2030-02-01", 'also = ["winners"]', "value 53 certificate.also[1]"),
    *[("date = 2030-02-01", f'number = "{number}"', "number 53 certificate.number") for number in
      ("", "{award}/{year}", "{sequence", "{sequence.__class__}", "{sequence!r}", "{sequence:999999999d}",
       "{0}/{sequence}", "{sequence}{award:>99}")],
]  # fmt: skip
