"""What the settings accept, what stops the start, and that the sentence names the key."""

from pathlib import Path

import pytest
from pydantic import ValidationError

from bot.settings import SettingsError, load_settings

TOKEN = "123456:not-a-real-token"
WEBHOOK = 'mode = "webhook"\nwebhook_url = "https://bot.example.vn/t"\nwebhook_secret = "s3cret"\n'


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def written(text: str) -> Path:
    file = Path("mine.toml")
    file.write_text(text, encoding="utf-8")
    return file


def refusal(text: str) -> str:
    with pytest.raises(SettingsError) as refused:
        load_settings(written(text))
    return str(refused.value)


def test_without_a_file_the_defaults_keep_a_database_in_the_folder_data() -> None:
    settings = load_settings()
    assert settings.database.url == "sqlite:///data/cadrebot.db"
    assert not settings.telegram.enabled
    assert not settings.privacy.planned_posts
    assert settings.targets.count_unverified
    assert settings.targets.push_hour == 7


def test_config_toml_of_the_working_directory_is_read_by_itself() -> None:
    Path("config.toml").write_text('[centre]\nphone = "0294"\n', encoding="utf-8")
    assert load_settings().centre.phone == "0294"


def test_the_example_can_be_used_as_it_is() -> None:
    example = Path(__file__).parents[2] / "config.example.toml"
    settings = load_settings(example)
    assert settings.centre.policies == ("cang-long-2025", "qd57", "qd350")


def test_a_kind_of_class_is_planned_once_a_year(tmp_path: Path) -> None:
    one = '[[papers.year_plan]]\nyear = 2025\nkind = "cap_uy"\nclasses = 3\n'
    file = tmp_path / "config.toml"
    file.write_text(one)
    assert load_settings(file).papers.year_plan[0].classes == 3
    file.write_text(one + one)
    with pytest.raises(SettingsError, match="cap_uy of 2025 is planned twice"):
        load_settings(file)


def test_every_default_of_the_example_is_the_real_default() -> None:
    example = load_settings(Path(__file__).parents[2] / "config.example.toml")
    said = {"centre": {"name", "office_hours"}}
    assert example.model_dump(exclude=said) == load_settings().model_dump(exclude=said)


def test_the_environment_goes_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CADREBOT_DATABASE__URL", "sqlite:///other.db")
    settings = load_settings(written('[database]\nurl = "sqlite:///mine.db"\n[centre]\nphone = "0294"'))
    assert (settings.database.url, settings.centre.phone) == ("sqlite:///other.db", "0294")


def test_settings_never_change_after_loading() -> None:
    with pytest.raises(ValidationError):
        load_settings().centre.name = "x"  # type: ignore[misc]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[telegrm]\n", 'telegrm: unknown key, did you mean "telegram"?'),
        ('[telegram]\ntokn = "1"', 'telegram.tokn: unknown key, did you mean "token"?'),
        ("[telegram]\nenabled = true", "telegram.token: is missing although telegram is enabled"),
        (f'[telegram]\ntoken = "{TOKEN}"\ntoken_file = "t"', "telegram.token_file: token and token_file are both set"),
        (
            f'[telegram]\n{WEBHOOK}webhook_secret_file = "s"',
            "telegram.webhook_secret_file: webhook_secret and webhook_secret_file are both set",
        ),
        ('[database]\nurl = "sqlite:///d.db"\nurl_file = "u"', "database.url_file: url and url_file are both set"),
        ('[telegram]\nmode = "webhook"', "telegram.webhook_url: is missing although mode is"),
        (f"[telegram]\n{WEBHOOK}".replace("https", "http"), "telegram.webhook_url: must begin with https://"),
        (f"[telegram]\n{WEBHOOK}".replace("s3cret", "a b"), "telegram.webhook_secret: must be 1 to 256"),
        ('[telegram]\nmode = "push"', "telegram.mode: "),
        ("[telegram]\nrate = 31", "telegram.rate: more than 30 a second needs paid"),
        ("[telegram]\nreply_reserve = 30", "telegram.reply_reserve: must be smaller than rate"),
        ('[telegram]\ntoken_file = "absent"', "telegram.token_file: absent cannot be read"),
        ('[telegram]\nwebhook_secret_file = "absent"', "telegram.webhook_secret_file: absent cannot be read"),
        ('[database]\nurl_file = "absent"', "database.url_file: absent cannot be read"),
        ('[telegram]\nusername = "t.me/x"', "telegram.username: 't.me/x' is not the name of a bot"),
        ('[web]\npublic_url = "https://x y"', "web.public_url: must be written as a browser sends it"),
        ('[web]\npublic_url = "https://trung-tâm.vn"', "web.public_url: must be written as a browser sends it"),
        ('[telegram]\nproxy = "proxy:3128"', "telegram.proxy: must begin with"),
        ('[centre]\ntimezone = "Asia/Can_Tho"', "centre.timezone: 'Asia/Can_Tho' is not a time zone"),
        ('[centre]\nquiet_hours = "late"', "centre.quiet_hours: 'late' does not read like"),
        ('[centre]\nquiet_hours = "20:00-20:00"', "centre.quiet_hours: '20:00-20:00' begins and ends"),
        ('[centre]\npolicies = ["qd99"]', "centre.policies: there is no policy file 'qd99'"),
        ('[database]\nurl = "mysql://h/d"', "database.url: must be sqlite:///FILE or postgresql"),
        ('[database]\nurl = "sqlite://"', "database.url: must be sqlite:///FILE"),
        ("[link]\ncode_days = 0", "link.code_days: "),
        ("[web]\nport = 70000", "web.port: "),
        ("[centre", "is not valid TOML"),
    ],
)
def test_what_cannot_be_stops_the_start_with_the_key_named(text: str, sentence: str) -> None:
    said = refusal(text)
    assert sentence in said
    assert said.startswith(("mine.toml", "telegram.token_file", "telegram.webhook_secret_file", "database.url_file"))
    assert "\n" not in said


def test_a_missing_file_is_named() -> None:
    with pytest.raises(SettingsError, match=r"absent\.toml: cannot be read"):
        load_settings(Path("absent.toml"))


@pytest.mark.parametrize("name", ["CADREBOT_TELEGRAMM__TOKEN", "CADREBOT_TELEGRAM__TOKN", "CADREBOT_URL"])
def test_a_misspelt_variable_is_not_lost_in_silence(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(name, "x")
    with pytest.raises(SettingsError, match="unknown"):
        load_settings()


def test_a_token_file_gives_the_token() -> None:
    Path("token").write_text(f"{TOKEN}\n", encoding="utf-8")
    telegram = load_settings(written('[telegram]\nenabled = true\ntoken_file = "token"')).telegram
    assert telegram.token is not None
    assert telegram.token.get_secret_value() == TOKEN


def test_a_token_file_with_something_else_in_it_is_refused() -> None:
    Path("token").write_text("hello there\n", encoding="utf-8")
    assert refusal('[telegram]\ntoken_file = "token"').endswith("does not hold a bot token.")


def test_a_webhook_secret_may_lie_in_a_file() -> None:
    Path("secret").write_text("s3cret-of_ours\n", encoding="utf-8")
    given = WEBHOOK.replace('webhook_secret = "s3cret"', 'webhook_secret_file = "secret"')
    telegram = load_settings(written(f"[telegram]\n{given}")).telegram
    assert telegram.webhook_secret is not None
    assert telegram.webhook_secret.get_secret_value() == "s3cret-of_ours"


def test_the_address_of_the_database_may_lie_in_a_file() -> None:
    Path("url").write_text("postgresql://u:hidden@h/d\n", encoding="utf-8")
    settings = load_settings(written('[database]\nurl_file = "url"'))
    assert settings.database.url == "postgresql://u:hidden@h/d"
    assert "hidden" not in repr(settings)


@pytest.mark.parametrize("key", ["[database]\nurl_file", "[telegram]\nwebhook_secret_file"])
def test_what_a_secret_file_holds_is_checked_and_never_repeated(key: str) -> None:
    Path("secret").write_text("hidden words\n", encoding="utf-8")
    said = refusal(f'{key} = "secret"')
    assert "secret does not hold" in said
    assert "hidden" not in said


def test_secrets_are_never_printed() -> None:
    text = (
        f'[telegram]\ntoken = "{TOKEN}"\nproxy = "http://u:hidden@p"\n{WEBHOOK}'
        '[database]\nurl = "postgresql://u:hidden@h/d"'
    )
    printed = repr(load_settings(written(text)))
    assert TOKEN not in printed
    assert "hidden" not in printed
    assert "s3cret" not in printed


def test_a_refused_secret_is_not_repeated() -> None:
    assert "hidden" not in refusal('[telegram]\ntoken = "hidden words"')
    assert "hidden" not in refusal('[database]\nurl = "mysql://u:hidden@h/d"')


def test_a_policy_of_the_centre_is_found_by_its_path() -> None:
    Path("ours.toml").write_text('id = "ours"\nname = "x"\n', encoding="utf-8")
    settings = load_settings(written('[centre]\npolicies = ["ours.toml", "qd350"]'))
    assert settings.centre.policies == ("ours.toml", "qd350")


def test_the_head_of_reports_and_own_templates_are_settings() -> None:
    papers = load_settings(written('[papers]\ntemplates = "mau"\nparent = "Huyện ủy"\nplace = "Càng Long"')).papers
    assert (papers.templates, papers.parent, papers.place) == (Path("mau"), "Huyện ủy", "Càng Long")


def test_a_centre_of_several_sets_what_differs_and_takes_the_rest_from_the_deployment() -> None:
    settings = load_settings(
        written(
            '[centre]\nname = "Tỉnh"\nphone = "1"\n[targets]\npush_hour = 9\n[notices]\nchase_after = 48\n'
            '[[centres]]\nunit = "Xã An Trường"\nphone = "2"\n[centres.targets]\ncount_unverified = false\n'
            '[[centres]]\nunit = "Xã Tân An"\n[centres.notices]\nchase_times = 1\n'
        )
    )
    first, second = (settings.of_centre(one) for one in settings.centres)
    assert (first.centre.name, first.centre.phone, second.centre.phone) == ("Tỉnh", "2", "1")
    assert (first.targets.push_hour, first.targets.count_unverified) == (9, False)
    assert (second.targets.count_unverified, second.notices.chase_after, second.notices.chase_times) == (True, 48, 1)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[[centres]]\nphone = '2'\n", "centres.unit: field required"),
        ("[[centres]]\nunit = 'a'\nphne = '2'\n", "centres.phne: unknown key"),
        ("[[centres]]\nunit = 'a'\ntimezone = 'Asia/Tokyo'\n", "timezone"),
        ("[[centres]]\nunit = 'a'\npolicies = ['no-such-file']\n", "there is no policy file 'no-such-file'"),
    ],
)
def test_a_centre_that_cannot_be_is_refused_by_its_key(text: str, sentence: str) -> None:
    assert sentence in refusal(text)
