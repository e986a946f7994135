import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflows.registers.attachments.names import MAX_NAME, ending_of, safe_name


@pytest.mark.parametrize(
    ("given_name", "kept"),
    [
        ("Tờ trình số 12.pdf", "Tờ trình số 12.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\lan\\Báo cáo.docx", "Báo cáo.docx"),
        ("a\r\nSet-Cookie: x.pdf", "aSet-Cookie- x.pdf"),
        ("\u202efdp.exe", "fdp.exe"),
        ("...", "tep"),
        ("con.pdf", "tep-con.pdf"),
        ("Ti\u0065\u0302\u0301ng.pdf", "Tiếng.pdf"),
        ("  a   b.pdf ", "a b.pdf"),
    ],
)
def test_names_are_kept_readable_and_safe(given_name: str, kept: str) -> None:
    assert safe_name(given_name) == kept


def test_a_long_name_keeps_its_ending() -> None:
    name = safe_name("x" * 500 + ".docx")
    assert len(name) == MAX_NAME
    assert ending_of(name) == "docx"


@given(st.text(max_size=400))
def test_any_name_is_one_safe_step(given_name: str) -> None:
    name = safe_name(given_name)
    assert name
    assert len(name) <= MAX_NAME
    assert not set(name) & set('/\\<>:"|?*\r\n\x00')
    assert name not in {".", ".."}
