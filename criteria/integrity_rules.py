"""When a flag is raised: the numbers, as rules of an edition. They are set so that an honest log rarely meets one."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from submissions.sources import Strict

Share = Annotated[float, Field(gt=0, le=1, allow_inf_nan=False)]
Times = Annotated[float, Field(gt=1, le=1000, allow_inf_nan=False)]


class Thresholds(Strict):
    """``[integrity]``: what a flag takes. Assumed: no published source states them; each line says why.

    minimum: complaints (or rows, ratings, closings) that a statistic must rest on: thirty alike are no accident.
    chance: a statistic that is compared with others must, besides reaching its threshold, be rarer than this if the
        participant were like them: with thousands of participants and a dozen flags, one in a million is no false one.
    no_delay: share of complaints with every step on the day of receipt; some are answered at once, but hardly all.
    one_day: share with all three steps on one later day: steps that were entered together tell no times.
    answer_time: share of answers after one and the same number of days (at least 1.6 / days, since quick answers lie
        close together), which must also be ``answer_time_peak`` times as many as after a day less and a day more:
        people scatter around what is usual, and weekends alone do not make such a peak; machines and forms do.
    heaping: answers after 10, 15, ... 60 days, but for the most frequent of these, times what an even spread has
        (Whipple's index / 100; the United Nations call ages "very rough" from 1.75): days estimated, not recorded.
    closing_days, closing_times: closings in that many last days before the cut-off, as a multiple of the even rate.
    unanswered: share of the resolved that were never answered.
    unsolved: share of complaints closed without having been solved, as by a system when time is up.
    month_times: a month's complaints as a multiple, or a fraction, of the participant's median month.
    set_aside: share of rows that could not be used.
    one_rating: share of ratings that are one and the same.
    at_once: share of answers within ``at_once_seconds`` of receipt: nobody reads and answers a complaint in a minute.
    midnight: share of complaints with every time at midnight, where others have times: they were not recorded.
    one_moment: share of complaints whose three steps carry one time of a day: entered afterwards, together.
    one_reporter: share of the ratings that are one reporter's.
    one_answer: share of the answers that are one text, whatever its case: a polite formula may begin an answer, but
        half of all that is answered is not one sentence.
    """

    minimum: Annotated[int, Field(ge=1)] = 30
    chance: Annotated[float, Field(gt=0, lt=1)] = 1e-6
    no_delay: Share = 0.95
    one_day: Share = 0.95
    answer_time: Share = 0.2
    answer_time_peak: Times = 3.0
    heaping: Times = 2.0
    closing_days: Annotated[int, Field(ge=1, le=366)] = 14
    closing_times: Times = 3.0
    unanswered: Share = 0.3
    unsolved: Share = 0.3
    month_times: Times = 3.0
    set_aside: Share = 0.2
    one_rating: Share = 0.98
    at_once: Share = 0.3
    at_once_seconds: Annotated[int, Field(ge=1, le=3600)] = 60
    midnight: Share = 0.95
    one_moment: Share = 0.5
    one_reporter: Share = 0.3
    one_answer: Share = 0.5
