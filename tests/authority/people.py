"""Who conspires: one person of each role of the example, and a second one of the same role."""

from datetime import date

SINCE = date(2015, 1, 1)
WHO = {
    "unit_officer": "vksndtc.v15.canbo",
    "unit_head": "vksndtc.v15.truong",
    "emulation_dept": "vksndtc.vutdkt",
    "council_secretary": "vksndtc.thuky",
    "council_member": "vksndtc.congdoan",
    "body_leader": "vksndtc.lanhdao",
    "bloc_voter": "vksndtc.khoi",
    "central_officer": "banth.canbo",
    "central_head": "banth.truong",
    "auditor": "thanhtra",
    "administrator": "quantri",
    "process_approver": "pheduyet",
}
SECOND = {
    "unit_officer": "vksndtc.v14.canbo",
    "unit_head": "vksndtc.v15.pho",
    "emulation_dept": "vksndtc.vutdkt2",
    "council_secretary": "bca.thuky",
    "council_member": "vksndtc.v14.truong",
    "body_leader": "vksndtc.pho1",
    "bloc_voter": "bca.khoi",
    "central_officer": "banth.canbo2",
    "central_head": "banth.pho",
    "auditor": "thanhtra2",
    "administrator": "banth.vanthu",
    "process_approver": "banth.canbo3",
}
HIRED = ("administrator", "process_approver")
"""Roles that only one person of the example holds."""
EVERYBODY = [
    f"vksndtc.{who}"
    for who in (
        *("v15.canbo", "v15.pho", "vutdkt2", "thuky"),
        *("lanhdao", "pho1", "khoi", "vutdkt", "congdoan", "truong", "v1.truong", "v14.truong", "v15.truong"),
    )
]
"""Enough of one body for an award; those who only prepare it come first, so that the members of the council vote."""
