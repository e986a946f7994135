"""Builds who a line of a case tells of: `BKB 2014; GOOD 2015-2019; initiative base 2019; recruited 2019-03-01`."""

from dataclasses import dataclass, field
from datetime import date

from engine.base.actor import SYSTEM
from engine.model.base import new_id
from workflows.registers.awards.achievement import MERIT, Achievement
from workflows.registers.awards.facts import facts_for
from workflows.registers.awards.model import DISCIPLINE, RATINGS, Hold, Initiative, YearRecord
from workflows.registers.awards.register import record_title
from workflows.registers.awards.rules import decide_under
from workflows.registers.organisation.folding import fold_text, name_sort_key
from workflows.registers.organisation.model import BlocMember, Person, Unit

NUMBERS = {"members": "members", "done": "members_done", "ldtt": "ldtt_members", "cstdcs": "cstdcs_members"}
SCOPE = "NC-2019"


def years(words):
    """Return the years that some words name: `2015-2017 2019`."""
    spans = [word.split("-") for word in words]
    return [year for span in spans for year in range(int(span[0]), int(span[-1]) + 1)]


@dataclass
class Told:
    """What a line tells besides rows of the register: for which year, on what ground, handed in when."""

    session: object
    subject: Person | Unit
    year: int
    rows: dict[int, YearRecord] = field(default_factory=dict)
    achievement: Achievement = field(default_factory=Achievement)
    handed_on: date | None = None

    def row(self, year=None):
        """Return the record of a year, made when it is first named."""
        year = year or self.year
        if year not in self.rows:
            about = about_of(self.subject)
            self.rows[year] = YearRecord(year=year, rating="DONE", discipline="NONE", **about)
            self.session.add(self.rows[year])
        return self.rows[year]

    def take(self, verb, words):
        """Enter what one clause says."""
        if verb in RATINGS:
            for year in years(words):
                self.row(year).rating = verb
        elif verb in DISCIPLINE:
            self.row(int(words[0])).discipline = verb
            if len(words) > 1:
                self.row(int(words[0])).disciplined_until = date.fromisoformat(words[2])
        elif verb.isupper():
            ground = [word for word in words if word.isalpha()]
            for year in years(word for word in words if not word.isalpha()):
                self.hold_title(verb, year, *ground)
        else:
            VERBS[verb](self, *words)

    def hold_title(self, award, year, ground=MERIT):
        feat = Achievement(ground, "Một việc đã làm", date(year, 3, 1)) if ground == "adhoc" else Achievement(ground)
        record_title(self.session, self.subject, award, year, by=SYSTEM, achievement=feat)

    def recruited(self, day):
        self.subject.recruited_on = date.fromisoformat(day)

    def sex(self, sex):
        self.subject.sex = sex

    def initiative(self, scope, *when):
        for year in years(when):
            named = {"name": f"Sáng kiến {year}", "scope": scope}
            self.session.add(Initiative(person_id=self.subject.id, year=year, **named))

    def training(self, months, result=None):
        self.row().training_months = int(months)
        self.row().training_good = None if result is None else result == "fair"

    def absent(self, months):
        self.row().absent_months = int(months)

    def counted(self):
        self.row().discipline_counted = True

    def post(self, post, *when):
        for year in years(when):
            self.row(year).post = post

    def later(self):
        for row in self.rows.values():
            row.retires_later = True

    def held(self):
        self.session.add(Hold(reason="Đang xem xét", valid_from=date(2019, 1, 1), **about_of(self.subject)))

    def freed(self, day):
        ended = {"valid_from": date(2019, 1, 1), "valid_to": date.fromisoformat(day)}
        self.session.add(Hold(reason="Đã xem xét", **ended, **about_of(self.subject)))

    def leads(self):
        self.row().leads_cluster = True

    def cluster(self, share):
        self.row().cluster_yes, self.row().cluster_members = map(int, share.split("/"))

    def lasting(self, count):
        self.row().movement_years = int(count)

    def dissolved(self):
        self.subject.dissolved = True

    def bloc(self):
        self.session.add(BlocMember(scope=SCOPE, body_code=self.subject.code))

    def warned(self):
        member = person(self.subject.code)
        self.session.add(member)
        self.session.flush()
        self.session.add(YearRecord(person_id=member.id, year=self.year, rating="GOOD", discipline="WARNING"))

    def adhoc(self, day):
        on = date.fromisoformat(day)
        self.achievement = Achievement("adhoc", "Cứu người bị nạn", on)

    def movement(self):
        self.achievement = Achievement("movement", "Cả nước chung sức")

    def contribution(self):
        self.achievement = Achievement("contribution")

    def handed(self, day):
        self.handed_on = date.fromisoformat(day)


# What the verbs of a line do.
VERBS = {
    "recruited": Told.recruited,
    "sex": Told.sex,
    "initiative": Told.initiative,
    "training": Told.training,
    "absent": Told.absent,
    "counted": Told.counted,
    "post": Told.post,
    "later": Told.later,
    "held": Told.held,
    "freed": Told.freed,
    "leads": Told.leads,
    "cluster": Told.cluster,
    "lasting": Told.lasting,
    "dissolved": Told.dissolved,
    "bloc": Told.bloc,
    "warned": Told.warned,
    "adhoc": Told.adhoc,
    "movement": Told.movement,
    "contribution": Told.contribution,
    "handed": Told.handed,
}


def about_of(subject):
    """Return the columns that say whom a row is about."""
    return {"person_id": subject.id} if isinstance(subject, Person) else {"unit_code": subject.code}


def person(unit):
    """Return somebody new who works in a unit."""
    key = new_id()
    keys = {"sort_key": name_sort_key("Lê An"), "search": fold_text("Lê An")}
    return Person(id=key, code=str(key)[:30], full_name="Lê An", unit_code=unit, **keys)


def judge(session, subject, award, regime, year, given):
    """Return what the shipped tables find of a new subject of whom a line tells: the checks of a nomination."""
    session.add(subject)
    session.flush()
    told = Told(session, subject, year)
    for clause in filter(None, (part.strip() for part in given.split(";"))):
        verb, *words = clause.split()
        if verb in NUMBERS:
            setattr(told.row(), NUMBERS[verb], int(words[0]))
        else:
            told.take(verb, words)
    session.flush()
    facts = facts_for(session, award, subject, year, told.achievement, handed_on=told.handed_on)
    asked = {"award": award, "regime": regime, "facts": facts}
    return decide_under(session, None, "eligibility.dmn", "eligibility", asked)
