"""What strangers upload: every outcome as agreed, and the good photos get through."""

from concurrent.futures import ThreadPoolExecutor
from io import BytesIO

import pytest
from PIL import Image

from tests.journeys import hostile, pictures
from tests.journeys.desk import Answer
from tests.journeys.photographer import Photographer, Session
from tests.journeys.stack import Stack, wait_for

AT_ONCE = 3
SETTLED_LIMIT_S = 80
GOOD = 6
URI_TOO_LONG = 414  # told by the web server itself, which knows no reasons
REFUSALS = {413, 422, URI_TOO_LONG}
WAITING = """SELECT count(*) FROM photos
    WHERE gallery_id = ? AND rendered_at IS NULL AND failed_at IS NULL"""


@pytest.fixture
def photographer(stack, studio, new_browser):
    person = Photographer(stack, studio, new_browser()).sign_in()
    person.create(Session("Obce pliki", "Ewa Nowak", "ewa.hostile@example.com"))
    return person


@pytest.fixture
def folder():
    if not (data := pictures.test_data()):
        pytest.skip("KADR_TEST_DATA names no folder with hostile files")
    return data / "hostile"


def test_hostile_files_end_as_agreed_and_harm_no_other(photographer, photographs, folder):
    """M-26: accepted and rendered, or refused with a reason; never an error of the server."""
    good = [
        hostile.Case(photo.name, photo.name.encode(), photo.read_bytes(), hostile.TAKEN)
        for photo in photographs[:GOOD]
    ]
    # What is refused goes first: a file whose bytes are here already is skipped under any name.
    cases = sorted(
        [*hostile.files(folder), *good], key=lambda case: case.outcome != hostile.REFUSED
    )
    assert _disagreements(cases, _outcomes(photographer, cases)) == []


def test_hostile_names_stay_inside_the_store_and_run_nowhere(photographer, folder):
    """M-26: `../../x.jpg` stays inside storage; a name is shown as text, never obeyed."""
    cases = list(hostile.names(folder, _small_photo()))
    assert _disagreements(cases, _outcomes(photographer, cases)) == []
    media = photographer.stack.instance / "media"
    names = {case.upload_as.split(b"/")[-1].decode("utf-8", "replace") for case in cases}
    assert [path for path in media.rglob("*") if path.name in names] == []
    photographer.page.on("dialog", lambda dialog: pytest.fail(f"a name ran: {dialog.message}"))
    photographer.open_tab("photos")
    photographer.page.wait_for_load_state("networkidle")
    assert "<script>alert(1)</script>" in photographer.page.inner_text("#uploaded")


def test_a_photo_that_kills_its_worker_twice_is_set_aside(photographer, photographs, tmp_path):
    """Reliability: the worker is started again, and the others are rendered meanwhile."""
    stack = photographer.stack
    heavy = _heavy_photo()
    photo_id = photographer.desk.upload(photographer.gallery_id, "heavy.jpg", heavy).json["photo"]
    for _ in range(2):
        _kill_the_worker_that_holds(stack, photo_id)
        _end_the_lease(stack, photo_id)
    photographer.desk.upload(photographer.gallery_id, "good.jpg", _small_photo())
    photographer.wait_until_ready(1)
    wait_for(
        lambda: (
            stack.rows("SELECT failure FROM photos WHERE id = ?", photo_id) == [("quarantined",)]
        ),
        30,
        "the photo was not set aside",
    )


def _kill_the_worker_that_holds(stack: Stack, photo_id: int) -> None:
    held = "SELECT render_tries FROM photos WHERE id = ? AND render_lease_until IS NOT NULL"
    wait_for(lambda: stack.rows(held, photo_id), 30, "no worker took the photo")
    stack.kill("renditions-1", "renditions-2")
    state = "SELECT rendered_at FROM photos WHERE id = ?"
    assert stack.rows(state, photo_id) == [(None,)], "the photo was ready before its worker died"


def _end_the_lease(stack: Stack, photo_id: int) -> None:
    """As if the time had passed after which another worker may try."""
    expired = "UPDATE photos SET render_lease_until = NULL WHERE id = ?"
    stack.rows(expired, photo_id)


def _small_photo() -> bytes:
    file = BytesIO()
    Image.linear_gradient("L").convert("RGB").save(file, "JPEG")
    return file.getvalue()


def _heavy_photo() -> bytes:
    """49 megapixels of noise, progressive: rendering takes seconds."""
    file = BytesIO()
    noise = Image.effect_noise((2000, 2000), 90).resize((7_000, 7_000), Image.Resampling.NEAREST)
    noise.save(file, "JPEG", quality=60, progressive=True)
    return file.getvalue()


def _outcomes(photographer: Photographer, cases: list[hostile.Case]) -> list[str]:
    """`taken`, `refused: reason` or `broken: status` for every case, once all are settled."""
    stack, desk, gallery_id = photographer.stack, photographer.desk, photographer.gallery_id
    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = list(
            pool.map(lambda case: desk.upload(gallery_id, case.upload_as, case.data), cases)
        )
    wait_for(
        lambda: stack.rows(WAITING, gallery_id) == [(0,)],
        SETTLED_LIMIT_S,
        "some photos are neither ready nor failed",
    )
    failures = "SELECT id, coalesce(failure, '') FROM photos WHERE gallery_id = ?"
    states = dict(stack.rows(failures, gallery_id))
    return [_outcome(*both, states) for both in zip(cases, answers, strict=True)]


def _outcome(case: hostile.Case, answer: Answer, states: dict[int, str]) -> str:
    if b"\0" in case.upload_as and answer.status == 400:
        return "refused: no address may hold a NUL"
    if answer.status in REFUSALS:
        has_reason = answer.status == URI_TOO_LONG or answer.json["detail"]
        return f"refused: {answer.status}" if has_reason else "broken: no reason"
    if answer.status != 200:
        return f"broken: {answer.status}"
    failure = states[answer.json["photo"]]
    return f"refused: {failure}" if failure else hostile.TAKEN


def _disagreements(cases: list[hostile.Case], outcomes: list[str]) -> list[str]:
    return [
        f"{case.label!r}: {outcome}, not {case.outcome}"
        for case, outcome in zip(cases, outcomes, strict=True)
        if outcome.startswith("broken")
        or (case.outcome != hostile.EITHER and not outcome.startswith(case.outcome))
    ]
