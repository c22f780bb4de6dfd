"""What every key of a rulebook means, in words, by model and key; ``criteria.reference`` makes docs/rulebook.md of it.

A test holds it to the models both ways: no key without words, no words without a key.
"""

from __future__ import annotations

MEANINGS: dict[str, dict[str, str]] = {
    "Rulebook": {
        "schema": "The form of this file.",
        "edition": "Which year this is.",
        "period": "Which complaints count.",
        "calendar": "Which days are working days.",
        "standards": "Working days allowed for each step.",
        "participants": "Who takes part.",
        "sources": "How the files that are handed in are laid out.",
        "integrity": "When a flag is raised for the panel; never a penalty.",
        "certainty": "How sure the ranking is: draws of complaints, judges and weights; no rank follows from it.",
        "stage": "The stages, in order; without any, everybody is ranked by the total at once.",
        "lot": "The draw among equals at a cut.",
        "case_mix": "What makes some complaints harder than others.",
        "checklists": "What claims of the self-assessment bring before they are verified.",
        "question": "What the self-assessment asks.",
        "engine": "Who counts; no rule, and no part of the rulebook's fingerprint.",
        "ranking": "How equal totals are told apart.",
        "certificate": "Where and when it was decided, who signs, how numbers are formed.",
        "category": "Who competes with whom.",
        "gate": "What must hold to be ranked at all.",
        "criterion": "The weighted tree.",
        "award": "What is given to the best.",
    },
    "Edition": {
        "code": "Short name of the year; it stands in the results and on certificates.",
        "title": "What the competition is called.",
        "organiser": "Who gives the awards; printed at the head of certificates.",
        "language": "Language of the files that are written (`problems.csv`, `report.pdf`), whoever runs it.",
        "decimals": "Scores are compared and printed with so many decimals: what is printed as equal is equal.",
        "synthetic": "`true` prints on every document that the data are made up.",
        "notes": "Remarks for readers of the report.",
    },
    "Period": {
        "from": "First day of receipt that counts.",
        "to": "Last day of receipt that counts; not before `from`.",
        "cutoff": "Last day whose events are known; a later event has not happened yet. Not before `to`.",
        "timezone": "Time zone of the IANA database, in which moments become days.",
    },
    "Calendar": {
        "country": "Code of the country whose public holidays, and joint leave where there is any, are days off."
        ' `""`: weekends only.',
        "weekend": "Days of the week that are never working days; not all seven.",
        "add": "Further days off.",
        "remove": "Days off that are working days all the same.",
    },
    "DayOff": {
        "date": "The day.",
        "name": "What it is called.",
    },
    "Standards": {
        "acknowledge": "Until the first acknowledgement.",
        "answer": "Until the first answer to the substance.",
        "resolve": "Until it is resolved; a complaint's own `due_at` goes before it.",
    },
    "Participants": {
        "from": '`"roster"`: those in participants.csv; `"complaints"`: whoever the logs name, and there is no roster.',
    },
    "Sources": {
        "complaints": "Complaint logs.",
        "follow_ups": "A second file beside the logs, in `follow_ups/`, that tells what was done when.",
        "scores": "Judges' score sheets.",
        "participants": "The roster.",
        "checklists": "Checklists of the self-assessment, as handed in and as verified.",
    },
    "ComplaintSource": {
        "shape": '`"rows"`: a row per complaint, with a column per step; `"events"`: a row per change of state.',
        "date_order": "How dates are written: year-month-day, day-month-year or month-day-year. Never guessed.",
        "duplicates": "The same complaint twice with different content: none of them counts, or only the latest by"
        " `updated_at` (without it: the later file in name order, then the later row).",
        "imply": "A later step proves the earlier ones.",
        "exclude": "Per column, the words whose rows do not count. Columns that hold words, not moments or numbers.",
        "whole_ids": 'A complaint number that a spreadsheet turned into "5049672.0" is 5049672.',
        "columns": "Our column = the name it has in your export; only what differs. A list of names is joined by a"
        " blank: date, time, zone.",
        "fixed": "Our column = the value it has in every row, where the export lacks it.",
        "durations": "Our column of a step = the column that holds how long it took, where the export has that"
        " instead of a date.",
        "statuses": "What the status words say of the date of resolution.",
        "steps": 'Which states are which step, with `shape = "events"`.',
        "list_at_most": "Rows of one kind of problem in one file that problems.csv lists; the others are counted in one"
        " line.",
        "participant_of": "Whom a complaint of several events belongs to: the last participant named, or the first.",
        "nulls": 'Per column, or `"*"` for all, the values that mean nothing.',
    },
    "Duration": {
        "column": "The name it has in your export.",
        "unit": '`"clock"` is h:mm or h:mm:ss; the others are numbers.',
    },
    "Statuses": {
        "resolved": "The date counts only under these words; none listed: under any.",
        "unsolved": "Closed without having been solved: the date does not count, and such complaints are counted apart"
        " (`unsolved_share`).",
    },
    "StepWords": {
        "received": "Reached the participant; none listed: with the first event.",
        "acknowledged": "First acknowledged.",
        "answered": "First answered in substance.",
        "resolved": "Closed as followed up.",
        "reopened": "Opened again; each counts.",
    },
    "FollowUps": {
        "date_order": "As in `[sources.complaints]`.",
        "whole_ids": "As in `[sources.complaints]`.",
        "columns": "`complaint_id`, `status` (the action) and `event_at` (its time) = the names they have there.",
        "nulls": "As in `[sources.complaints]`.",
        "steps": "Which actions are which step. The first action of a step counts, and the earlier of its date and"
        " the log's.",
    },
    "MarkSource": {
        "date_order": "How `marked_at` is written, as in `[sources.complaints]`.",
        "columns": "Our column = the name it has in your score sheets and in your assignments; only what differs.",
    },
    "RosterSource": {"columns": "Our column = the name it has in your roster; only what differs."},
    "ChecklistSource": {
        "columns": "Our column = the name it has in your checklists; only what differs. Ours are `participant`, `code`,"
        " `question`, `answer`, `claimed`, `evidence`, and in `checklists/verified/` `verified`, `verifier`, `remark`.",
    },
    "Engine": {
        "name": "DuckDB needs nothing; the others are optional extras. `--engine` goes before it.",
        "table": "Measure the complaints in this table: `schema.table`; of Spark also `catalogue.schema.table`. Small"
        " and capital letters count.",
        "path": "Spark alone: measure the complaints in this Parquet file or folder, or path of an object store.",
    },
    "Stage": {
        "code": "Short name; `ranking.csv` shows who went no further as `not ranked: <code>`. Not the code of a gate.",
        "title": "What it is called.",
        "gates": "Codes of gates that are asked at this stage; gates that no stage names are asked before the first.",
        "weights": "Criterion at the top of the tree = percent of the total in this stage.",
        "top": "Places in each category, or category = places; a category that is not named has no limit.",
        "at_least": "The smallest total that goes on.",
        "quota": "Places that are kept for some of the participants.",
        "ties": 'Who is still equal at the last place: `"share"`, all of them go on; `"lot"`, they are drawn.',
        "closes": "The last day on which a mark of this stage may be given; with a later `marked_at` it is set aside.",
        "near": "Points from the cut up to which a participant is said to have been near it.",
    },
    "Quota": {
        "field": "The roster column that tells them apart.",
        "least": "Value of that column = places kept for the best of those that have it.",
    },
    "Lot": {
        "seed": "What the draw follows from; published before anybody's score is known.",
        "published": "Where and when it was published.",
    },
    "Thresholds": {
        "minimum": "Complaints (or rows, ratings, closings) that a statistic must rest on.",
        "chance": "How rare a statistic must be, were the participant like the others, besides reaching its threshold.",
        "no_delay": "Share of complaints with every step on the day of receipt.",
        "one_day": "Share of complaints with all three steps on one later day.",
        "answer_time": "Share of answers after one and the same number of days.",
        "answer_time_peak": "How many times as many as after a day less and a day more these must be.",
        "heaping": "Answers after 10, 15, … 60 days, as a multiple of what an even spread has.",
        "closing_days": "How many last days before the cut-off are looked at.",
        "closing_times": "Closings in these days, as a multiple of the even rate.",
        "unanswered": "Share of the resolved that were never answered.",
        "unsolved": "Share of complaints that were closed without having been solved.",
        "month_times": "A month's complaints as a multiple, or a fraction, of the median month.",
        "set_aside": "Share of rows that could not be used.",
        "one_rating": "Share of ratings that are one and the same.",
        "at_once": "Share of answers within `at_once_seconds` of receipt.",
        "at_once_seconds": "What counts as answered at once.",
        "midnight": "Share of complaints with every time at midnight, where others have times of day.",
        "one_moment": "Share of complaints whose three steps carry one and the same time of a day.",
        "one_reporter": "Share of the ratings that are one reporter's.",
        "one_answer": "Share of the answers that are one text, whatever its case.",
    },
    "Ranking": {
        "ties": "Codes of criteria, in order: of equal totals the higher score in the first stands before; then the"
        " second, and so on. What is still equal shares the rank.",
    },
    "Resampling": {
        "draws": "How often the year is drawn anew; 0: not at all. Left out: 10,000 times, and fewer where more than"
        " 260 compete, down to 1,000 where 2,600 do, for every draw takes its time.",
        "seed": "Where chance begins: the same seed, the same draws.",
        "level": "The share of draws that a rank interval holds.",
        "concentration": "How near drawn weights are to the rulebook's, as the concentration of a Dirichlet"
        " distribution: at 100 a criterion of 20 percent weighs 20, give or take 4.",
        "sources": "What is drawn anew: the complaints of each participant, the marks of each panel, the weights.",
    },
    "Certificate": {
        "place": "Town where it was decided.",
        "date": "Day on which it was decided; without it, room to write it by hand.",
        "number": "Pattern of the number; it holds `{sequence}` and may hold `{award}`, `{year}` and `{edition}`."
        " `{sequence:03d}` counts 001, 002.",
        "signatories": "Who signs; without any, room to write it by hand.",
        "also": "Sets of certificates that `evaluator run` makes beside the winners', in `certificate-sets/`:"
        " honourable mentions, finalists (who went on at the last cut), appreciation of every participant, and of every"
        " judge.",
        "honourable": "How many in each category get an honourable mention: the next by the total that hold no award;"
        " who is equal to the last of them, too.",
    },
    "Signatory": {
        "name": "As it is to be printed, with academic titles.",
        "position": "The office.",
        "identity": "A number under the name, such as NIP.",
    },
    "Category": {
        "code": "Short name; it stands in `ranking.csv`.",
        "title": "What it is called.",
        "where": "Roster column = values. Every named column must hold one of its values; capitals do not matter."
        " Without `where`: everybody.",
    },
    "Gate": {
        "code": "Short name; `ranking.csv` shows it as `not ranked: <code>`.",
        "title": "What it is called.",
        "indicator": "What is looked at: an [indicator](indicators.md), ...",
        "field": "... or a roster column that holds numbers. One of the two.",
        "at_least": "The smallest value that passes; this, `at_most`, or both.",
        "at_most": "The largest value that passes.",
        "category": "Only for these categories; empty: for everybody.",
    },
    "Criterion": {
        "code": "Short name; a column of `ranking.csv`. Not `total` nor the name of another column there.",
        "title": "What it is called.",
        "weight": "Percent of its parent; those under one parent add up to 100.",
        "parent": "The criterion above it; without one, the total.",
        "children": "The criteria below it. Write each parent once: here or at the child.",
        "indicator": "A leaf is fed by exactly one: an [indicator](indicators.md), ...",
        "panel": "... judges' marks, ...",
        "field": "... a roster column that holds numbers, ...",
        "checklist": "... or, with `true`, the questions that name it: their points in percent of what they can bring.",
        "estimate": '`"ratio"`: the plain share; `"wilson"`: the bound of its 95 % interval that speaks against the'
        ' participant; `"shrunk"`: drawn towards the category, the more the fewer its complaints; `"standardised"`:'
        " as if its complaints were of the category's kinds (`[case_mix]`), so that whoever gets the hard ones does not"
        " lose for it.",
        "scale": "How the value becomes 0 to 100. Needed but for a panel, which goes from 0 at `min` to 100 at `max`,"
        " and for a checklist, whose percent are the score.",
        "missing": 'What a leaf without a value scores: 0, nothing (`"exclude"`: its weight goes to its siblings in'
        " proportion), or the median of its category.",
        "rubric": "What marks mean, printed beside the score sheet: lines of `at` and a text in both languages.",
    },
    "Anchor": {
        "at": "The mark, or the points, that the line is about.",
        "id": "What it means, in Indonesian.",
        "en": "What it means, in English.",
    },
    "Panel": {
        "min": "The smallest mark.",
        "max": "The largest mark; above `min`.",
        "aggregate": "How the marks become one value.",
        "trim": "How many of the highest and of the lowest marks are left out. Only with `trimmed_mean`; too few marks"
        " to leave any give the mean of all.",
        "at_least": "Marks needed; with fewer the value is missing.",
        "decimals": "The value is rounded half up to so many decimals; without it, not at all.",
        "severity": "Whether marks count less what a judge is lenient or more what it is severe: by an additive model,"
        " or by a mixed one, which draws towards the mean what few marks say.",
        "severity_at_least": "Marks of a judge in a stage, from which it is compared with the others.",
    },
    "Question": {
        "code": "Short name by which checklists call it; in them its title does as well. Case does not matter.",
        "title": "What is asked.",
        "points": "The most it can bring.",
        "criterion": "The criterion that it feeds, one with `checklist = true`.",
        "evidence": '`"required"`: a claim without evidence brings nothing until it is verified.',
        "rubric": "What points mean, printed beside the question.",
    },
    "CaseMix": {
        "by": "What complaints are told apart by: `kind`, `topic`, or both. Of a topic only a number is kept that"
        " tells it apart.",
    },
    "Checklists": {
        "unverified": 'What points bring that are claimed and not verified: `"claimed"`: themselves (where evidence is'
        ' required, only with evidence); `"zero"`: nothing. Without this key: themselves, but nothing where evidence is'
        " required.",
    },
    "Linear": {
        "type": "A straight line.",
        "zero": "The value that scores 0.",
        "full": "The value that scores 100; below `zero` where lower is better.",
    },
    "Steps": {
        "type": "A staircase.",
        "better": "Which way is up.",
        "steps": "The steps, in any order; the best that is reached counts.",
        "otherwise": "The score where none is reached.",
    },
    "Step": {
        "value": "From here on (downwards where lower is better), ...",
        "score": "... this score.",
    },
    "Target": {
        "type": "A peak.",
        "target": "The value that scores 100.",
        "width": "The distance, on either side, that scores 0.",
    },
    "Percentile": {
        "type": "A place among the others.",
        "better": "Which way is up.",
    },
    "Award": {
        "code": "Short name; a folder of certificates.",
        "title": "What it is called, as certificates say it.",
        "category": "Who may win it.",
        "by": 'What decides: `"total"` or the code of a criterion.',
        "winners": "How many; those equal at the last place all win.",
        "exclusive": "Whoever already has an award, in the order in which awards are written, is passed over.",
    },
    "Title": {
        "id": "In Indonesian.",
        "en": "In English.",
    },
    "Assumable": {
        "assumed": "`true`: no published source states this rule. The report lists it.",
        "reason": "Why it was chosen.",
        "source": "The published source that states it.",
    },
}
