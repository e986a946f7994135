"""Accounts in words: their states, and what was done to them."""

from engine.base.text import N_
from web.signin.model import Account

STATE_WORDS = {
    "open": (N_("open"), "ok"),
    "invited": (N_("no password yet"), "info"),
    "locked": (N_("locked"), "warn"),
    "disabled": (N_("closed"), ""),
}
KINDS = {
    "first_link_issued": N_("A link for the first administrator was made"),
    "first_administrator": N_("Became the first administrator"),
    "rescue_link_issued": N_("The server's keeper made a link for another password"),
    "account_made": N_("The account was made"),
    "invited": N_("A link for the first password was made"),
    "password_set": N_("A password was set by the link"),
    "password_changed": N_("The password was changed"),
    "sessions_ended": N_("Other sessions were ended"),
    "lock_account": N_("The account was locked"),
    "unlock_account": N_("The account was unlocked"),
    "disable_account": N_("The account was closed"),
    "enable_account": N_("The account was opened again"),
    "second_administrator": N_("Was made the second administrator by the only one"),
    "reset_password": N_("The password was taken away by two people"),
    "access_report": N_("The access report was taken"),
    "units_imported": N_("Units were imported"),
    "people_imported": N_("People were imported"),
    "titles_imported": N_("Awards held were imported by the server's keeper"),
    "years_imported": N_("Ratings by year were imported by the server's keeper"),
    "initiatives_imported": N_("Initiatives were imported by the server's keeper"),
    "sign_out_session": N_("One session was ended by an administrator"),
    "link_mailed": N_("The link was sent by mail"),
    "sign_out_account": N_("The account was signed out everywhere"),
}


def state_of(account: Account) -> str:
    """Return the state of an account as a word of STATE_WORDS."""
    if account.disabled:
        return "disabled"
    if account.locked_at is not None:
        return "locked"
    return "open" if account.password_hash else "invited"
