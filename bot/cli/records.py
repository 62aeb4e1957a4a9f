"""`cadrebot records`: what does not go together in the records, as staff see it in chat. It changes nothing."""

import click

from bot.cli.frame import takes_config
from bot.cli.running import in_house, print_json, say
from handlers.house import House
from handlers.record_findings import findings
from handlers.texts import records_doctor as texts
from rules.records_doctor import Finding


@click.command()
@takes_config
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def records(as_json: bool) -> None:
    """List what does not go together in records and classes, with what would mend it."""

    async def work(house: House) -> list[Finding]:
        return await findings(house, house.db)

    found = in_house(work)
    if as_json:
        print_json([
            {
                "kind": each.flaw.value, "about": list(each.about), "said": texts.sentence(each),
                "proposal": texts.proposal(each), "mends": each.after is not None,
            }
            for each in found
        ])  # fmt: skip
        return
    for each in found:
        click.echo(f"{texts.TITLES[each.flaw]}: {texts.sentence(each)}")
    say(f"{len(found)} found")
