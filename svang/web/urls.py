"""Every page there is. The tests take their pages from here."""

from django.urls import path

from svang.web.views import (
    ahead,
    check,
    clinician,
    day,
    done,
    entries,
    failures,
    first,
    help,
    learn,
    mine,
    session,
    telling,
    treatments,
)

urlpatterns = [
    path("", first.begin, name="begin"),
    path("language", first.language, name="language"),
    path("check", check.go_on, name="check"),
    path("check/<int:n>", check.question, name="question"),
    path("check/leave", check.leave, name="leave"),
    path("result", check.result, name="result"),
    path("today", day.today, name="today"),
    path("checkin", day.checkin, name="checkin"),
    path("checkin/<int:n>", check.morning_question, name="checkin_question"),
    path("evening", done.evening, name="evening"),
    path("evening/<int:n>", check.evening_question, name="evening_question"),
    path("done", done.done, name="done"),
    path("trained", done.trained, name="trained"),
    path("session", session.session, name="session"),
    path("why", day.why, name="why"),
    path("why/yesterday", day.why_yesterday, name="why_yesterday"),
    path("plan", ahead.plan, name="plan"),
    path("running", ahead.running, name="running"),
    path("progress", ahead.progress, name="progress"),
    path("help", help.seek_help, name="help"),
    path("treatments", treatments.shown, name="treatments"),
    path("tried", treatments.tried, name="tried"),
    path("learn", learn.shelves, name="learn"),
    path("learn/<slug:id>", learn.article, name="article"),
    path("words", learn.words, name="words"),
    path("sources", learn.sources, name="sources"),
    path("sources/claims", learn.claims, name="claims"),
    path("sources/conflicts", learn.conflicts, name="conflicts"),
    path("sources/<slug:group>", learn.sources, name="sources_of"),
    path("seen", clinician.seen, name="seen"),
    path("entries", entries.listed, name="entries"),
    path("tell", telling.listed, name="tell"),
    path("tell/pause/end", telling.end_pause, name="end_pause"),
    path("tell/<slug:what>", telling.sheet, name="sheet"),
    path("told/<slug:id>", telling.receipt, name="receipt"),
    path("told/<slug:id>/undo", telling.take_back, name="take_back"),
    path("entries/<int:n>/undo/<int:m>", entries.undo_one, name="undo_one"),
    path("entries/<int:n>/undo", entries.undo, name="undo"),
    path("entries/<int:n>/correct/<int:m>", entries.correct, name="correct"),
    path("more", mine.more, name="more"),
    path("region", mine.region, name="region"),
    path("begins", mine.begins, name="begins"),
    path("data", mine.data, name="data"),
    path("data/export", mine.export, name="export"),
    path("data/erase", mine.erase, name="erase"),
    path("about", mine.about, name="about"),
]

handler400 = failures.bad
handler403 = failures.bad
handler404 = failures.not_there
handler500 = failures.ours
