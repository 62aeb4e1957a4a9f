"""Each Monday: the records are looked through, and staff are told how much is new. Names stay behind the button."""

from collections import Counter

from handlers.house import House
from handlers.job_news import tell_staff
from handlers.messages import HOME, Button, Reply
from handlers.record_findings import fact_of, findings
from handlers.texts import records_doctor as texts
from handlers.texts.home import LABELS
from storage import records_doctor
from storage.clock import to_ms


async def look_through(house: House) -> int:
    """Tell staff of what they were not told yet; how many findings are new. Nobody is told of none."""
    found = await findings(house, house.db)
    async with house.db.transaction() as tx:
        known = await records_doctor.told(tx)
        new = [each for each in found if fact_of(each) not in known]
        if new:
            await records_doctor.note_told(tx, to_ms(house.clock()), [fact_of(each) for each in new])
            way = Button(LABELS["record_check"], "record_check")
            await tell_staff(tx, house, Reply(texts.news(Counter(each.flaw for each in new)), ((way,), (HOME,))))
    return len(new)
