import pytest

from workflows.registers.organisation.folding import bare_name, fold_text, name_sort_key


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Đặng Văn Đức", "dang van duc"),
        ("  Nguyễn   Thị  Ánh Tuyết ", "nguyen thi anh tuyet"),
        ("Tra\u0302\u0300n Quo\u0302\u0301c", "tran quoc"),
        ("Vụ 16", "vu 16"),
        ("Ðỗ Văn Ðức Ɖạt", "do van duc dat"),
        ("Nguyễn\u200b\xa0An", "nguyen an"),
        ("", ""),
    ],
)
def test_marks_and_capitals_are_folded(text, folded):
    assert fold_text(text) == folded


def test_people_are_sorted_by_given_name_in_the_vietnamese_alphabet():
    names = ["Lê Thị Đào", "Lê Thị Dung", "Trần An", "Đỗ Văn Ân", "Bùi Ái", "Đinh An", "Hồ Thị Ấn"]
    assert sorted(names, key=name_sort_key) == [
        "Bùi Ái",
        "Đinh An",
        "Trần An",
        "Đỗ Văn Ân",
        "Hồ Thị Ấn",
        "Lê Thị Dung",
        "Lê Thị Đào",
    ]


def test_tones_follow_the_dictionary_order():
    names = ["Lê Mạ", "Lê Má", "Lê Mã", "Lê Mả", "Lê Mà", "Lê Ma"]
    assert sorted(names, key=name_sort_key) == ["Lê Ma", "Lê Mà", "Lê Mả", "Lê Mã", "Lê Má", "Lê Mạ"]


def test_a_remark_in_brackets_does_not_count_as_the_given_name():
    assert name_sort_key("Trần An (ví dụ)") == name_sort_key("Trần An")


def test_a_remark_in_brackets_is_no_part_of_a_name():
    assert [bare_name(name) for name in ("Trần Văn An (B)", "Trần An(1975)", "Trần An", "(khuyết)")] == [
        "Trần Văn An",
        "Trần An",
        "Trần An",
        "",
    ]
