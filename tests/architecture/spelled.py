"""The ids of the knowledge that Python spells, file by file, each with its reason. `test_spelled_ids.py` finds them."""

from __future__ import annotations

from collections.abc import Mapping

ENGINE = "the engine is one for a sore heel, and works with it by name: the mornings, the places, the phase, the load"
ASKED = "the pages of the morning and the evening are laid out by it"
SHEET = "a sheet of what can be told any day is laid out by it"
SHOWN = "a page shows this very number or answer"
SAYS = "a sentence of ours is said about it, or left out for it"
KEY = "a key of the contract is worked out from it, or bears its name"
GROUP = "the knowledge has the group for this: it says when, and Python only asks"
DRAWN = "a drawing of ours has a place for it"
PROOF = "a proof says on its own what the pathway must keep, and breaks it to see that it would notice"
MADE_UP = "the made-up person of the demo answers it"
OLD = "what an older version wrote is read for ever"
LOADER = "the files are held against it while they are read"
EXAMPLE = "a sentence shows how a name is written"
SUPPOSED = "a morning that may come is told to the engine with it"
REASONS = {SUPPOSED, ENGINE, ASKED, SHEET, SHOWN, SAYS, KEY, GROUP, DRAWN, PROOF, MADE_UP, OLD, LOADER, EXAMPLE}
SPELLED: Mapping[str, Mapping[str, str]] = {
    "answers/typed.py": {
        "activity_pain pain_sites": ENGINE,
    },
    "care/__init__.py": {
        "plan_days": SHOWN,
    },
    "cli/ahead.py": {
        "pain_green run_stage": SHOWN,
    },
    "cli/commands.py": {
        "no_load": ASKED,
    },
    "cli/demo.py": {
        "activity_pain exercises_done exercises_pain first_step_pain nothing_new": MADE_UP,
    },
    "cli/morning.py": {
        "activity_pain first_step_pain nothing_new": ASKED,
    },
    "cli/new.py": {
        "cold-pale-foot cold_pale_foot": EXAMPLE,
    },
    "cli/pages.py": {
        "plan_days slip": SHOWN,
    },
    "cli/proving.py": {
        "colour_yesterday": PROOF,
    },
    "cli/telling.py": {
        "exercises": SHEET,
    },
    "cli/verifying.py": {
        "run_stage": KEY,
    },
    "contract/decision.py": {
        "pain_green": SHOWN,
        "run_minutes run_stage steps": KEY,
    },
    "contract/schemas.py": {
        "activity_pain pain_sites phase run_minutes rung steps": KEY,
    },
    "contract/verify/places.py": {
        "phase run_stage rung": KEY,
    },
    "engine/answers.py": {
        (
            "activity_pain exercises exercises_done exercises_pain first_start first_step_pain load_entry "
            "nothing_new run_km run_minutes run_pain"
        ): ENGINE,
    },
    "engine/ask.py": {
        "pain_sites sites_odd_surely": ENGINE,
    },
    "engine/clinic.py": {
        "first_step_pain phase seen_on": ENGINE,
    },
    "engine/course.py": {
        "now_fs phase": ENGINE,
    },
    "engine/days.py": {
        "activity_pain slip": ENGINE,
    },
    "engine/decide.py": {
        "offer_again rung rung_on": ENGINE,
    },
    "engine/fits.py": {
        "activity_pain first_step_pain pain_sites plan_condition": ENGINE,
    },
    "engine/lasting.py": {
        "first_step_pain foot_asked foot_still pain_sites phase": ENGINE,
    },
    "engine/moves.py": {
        "lowered moved phase raised": ENGINE,
    },
    "engine/outlook.py": {
        "both_feet plan_days start_fs weeks_of_pain": SHOWN,
        "first_step_pain": ENGINE,
    },
    "engine/plan.py": {
        "run_stage": ENGINE,
    },
    "engine/sessions.py": {
        "adherence14 exercises_pain pain_green phase": ENGINE,
        "planning": GROUP,
    },
    "interview/answers.py": {
        "nothing_new": SAYS,
    },
    "interview/due.py": {
        (
            "ask_again exercises exercises_done exercises_pain first_step_told pain_sites unanswered"
            " walk_minutes walk_pain"
        ): ASKED,
        "near_running": GROUP,
        "plan_days": SHOWN,
    },
    "interview/intake.py": {
        "plan_days": SHOWN,
    },
    "interview/lines.py": {
        "dont_know": ASKED,
    },
    "interview/morning.py": {
        (
            "activity_pain exercises first_step_pain foot_asked nothing_new pain_sites run_minutes run_pain "
            "run_rest run_since walk_minutes walk_pain"
        ): ASKED,
    },
    "interview/questions.py": {
        "activity_pain fear_of_movement nothing_new pain_sites": ASKED,
    },
    "interview/report/__init__.py": {
        "age now_fs pain_sites plan_days start_fs": SHOWN,
    },
    "interview/report/answered.py": {
        (
            "function_limit load_rise_kind now_act now_fs pain_sites standing_hours standing_or_walking_hard "
            "standing_range start_act start_fs"
        ): SHOWN,
        "nothing_new": ASKED,
    },
    "interview/report/done.py": {
        "adherence14 painkiller_today plan_days relief run_stage": SHOWN,
    },
    "interview/sitting.py": {
        "pain_sites": ASKED,
    },
    "interview/telling.py": {
        (
            "activity_pain blood_thinner breathless_or_chest_pain cancer_ever diabetes earlier_stress_fracture "
            "everyday_changed everyday_yesterday exercises_done exercises_pain fear_of_movement first_step_pain "
            "goals injected injections_total knee_to_wall_cm low_energy note osteoporosis pacemaker_or_epilepsy "
            "pain_sites painkiller_today plan_choice plaster_allergy poor_circulation pregnant relief "
            "rheumatic_disease run_km run_minutes run_pain settled_24h shoe shoe_km steps steroid_injection_on "
            "steroid_tablets_long stood_hours standing_hours tape tape_skin walk_minutes walk_pain walk_passed "
            "work_can_change wound"
        ): SHEET,
    },
    "interview/tomorrow.py": {
        "activity_pain exercises_done exercises_pain first_step_pain nothing_new pain_green": SUPPOSED,
    },
    "interview/week/__init__.py": {
        "first_step_pain plan_days": SHOWN,
        "planning": GROUP,
    },
    "interview/week/ahead.py": {
        "fear_of_movement plan_days standing_hours standing_range stands_much work_can_change": SHOWN,
    },
    "interview/week/behind.py": {
        (
            "adherence14 everyday exercises_done first_step_pain phase run_budget run_stage steps steps_mean7 "
            "steps_mean_before stood_mean7 stood_mean_before"
        ): SHOWN,
    },
    "model/knowledge.py": {
        "mixed phase unclear": ENGINE,
    },
    "pathway/decisions.py": {
        "as_phase": LOADER,
    },
    "pathway/facts.py": {
        "no_load": LOADER,
    },
    "pathway/language.py": {
        "phase": LOADER,
    },
    "pathway/measures.py": {
        "stage_least": LOADER,
    },
    "pathway/misfits.py": {
        "activity_pain first_step_pain phase rung": LOADER,
    },
    "pathway/shapes/measures.py": {
        "stage_least": LOADER,
    },
    "pathway/shapes/rows.py": {
        "not_done": LOADER,
    },
    "proofs/__init__.py": {
        (
            "amber-yesterday as_phase back-after-gap calm-to-early clinic-rest colour_plan_yesterday "
            "colour_yesterday early-to-build first_step_pain fs3max gate-mornings go-on must-know "
            "night-or-rest-pain one-thing-up one_up open-wound phase plan-starts progressive_over_weeks raise_age "
            "raise_may ran_yesterday red-flag-stop rise_told run run-starts run_budget run_due run_stage "
            "since_raised start_run stress-fracture swelling-or-warmth too-much under-18 very_unwell"
        ): PROOF,
    },
    "proofs/faults.py": {
        "budget_next phase run_budget": PROOF,
    },
    "proofs/safety.py": {
        (
            "act_least_yesterday act_plan_yesterday act_yesterday activity_pain adult age ambers7 budget_cap calm "
            "colour_plan_yesterday colour_yesterday everyday everyday_amber_then everyday_over14 everyday_worse14 "
            "everyday_worse7 everyday_yesterday first_step_pain fracture_stands fs3max inconsistent_surely "
            "inflammatory injected injection_rest level_rest loaded_overs loaded_reds loaded_unsettled "
            "low_mornings maintain marked_rises mild_after_load much_worse_days nerve_entrapment now_act now_fs "
            "paused phase progressive_over_weeks raise_rest raised ran_known7 ran_yesterday recovered reds7 "
            "response rest_pain run run_budget run_due run_stage run_tolerated run_week_on s1_radiculopathy "
            "second14 sinister_stands sore_activities14 sore_mornings7 stable_days start_act start_fs start_run "
            "stress_fracture stress_fracture_likely strong_after_load strong_without_load swelling_marked up_next "
            "usual_second week_green worst_morning14"
        ): PROOF,
    },
    "proofs/ways.py": {
        (
            "act_least_yesterday act_plan_yesterday act_told_then act_yesterday activity_pain adherence14 adult "
            "age ambers7 balance_level_held balance_tops base7 checked_in colour_plan_then colour_then "
            "doubted_then event_before everyday_amber_then everyday_worse7 everyday_yesterday exercised_then "
            "fat_pad_syndrome first_step_pain first_step_told_yesterday first_step_yesterday fs3max "
            "function_limit gap gate_open_on green_runs inconsistent_either injected load_entry_yesterday "
            "loaded_on loaded_overs loaded_reds loaded_unsettled low_mornings lowered28 maintain "
            "marked_rise_yesterday marked_rises mixed morning_on mornings_known now_act now_fs over_on pain_sites "
            "pain_untold_then painkiller_then painkiller_today paused phase phase_held plantar_fasciopathy "
            "raise_level_held raise_tops ran_much_then ran_on ran_shut_then reds7 rest_pain run run_pain "
            "run_shut_on run_stage_held run_untold_then runs_untold7 scrunch_level_held scrunch_tops settled_told "
            "single_leg_raises_10_pain sites_odd sore_activities14 sore_mornings7 stable_days stage_room "
            "steroid_injection_on strength_planned_then two_leg_raises_8_pain unsettled24_then walk_pain "
            "walk_passed_on worst_morning14"
        ): PROOF,
    },
    "proofs/words.py": {
        (
            "first_start gate_open_on moved paused phase run run_budget run_short run_stage run_tolerated run_week_on"
        ): PROOF,
    },
    "says/decision.py": {
        "activity_pain checked_in pain_sites plan_days settled_24h": SAYS,
    },
    "says/headline.py": {
        (
            "act_plan_least act_plan_yesterday act_yesterday base7 colour_yesterday everyday everyday_yesterday "
            "last_raised marked_rise now_fs pain_amber pain_green plan_days raise_level start_fs usual_act"
        ): SAYS,
    },
    "engine/trail.py": {
        "episode phase too_much_on": ENGINE,
    },
    "says/help.py": {
        "adherence14 now_fs plan_days start_fs": SAYS,
    },
    "says/plan.py": {
        "half_load": SAYS,
        "settling": GROUP,
    },
    "says/ahead.py": {
        "up_next": SAYS,
    },
    "says/progress.py": {
        "fs_better fs_some now_fs plan_days start_fs": SAYS,
    },
    "says/rules.py": {
        "plan_days": SAYS,
    },
    "says/running.py": {
        "phase": SAYS,
    },
    "says/tape.py": {
        "gap_long tape tape_days tape_off_on tape_on": SAYS,
    },
    "says/words.py": {
        "diabetes_stands first_step_told_yesterday loaded_overs rise_told run_shut_ago young_surely": SAYS,
    },
    "store/upcasters.py": {
        "inflammatory_signs plan_choice rheumatic_disease with_raises without_raises": OLD,
    },
    "web/asking.py": {
        "exercises": ASKED,
    },
    "web/calendar.py": {
        "run_rest run_since tape": SHOWN,
    },
    "web/course_shown.py": {
        ("offer_weeks phase quieted_ago response run_budget run_stage run_tolerated rung_quiet"): SHOWN,
    },
    "web/happenings.py": {
        "exercises exercises_done run_minutes steps stood_hours walk_minutes": SHOWN,
    },
    "web/progress_shown.py": {
        "adherence14 answers_shown better_points goals pain_green": SHOWN,
    },
    "web/span_shown.py": {
        "first_step_pain plan_days recovered_fs running_morning start_fs weeks_shown": SHOWN,
    },
    "web/day_shown.py": {
        "plan_days": SHOWN,
    },
    "web/phases_shown.py": {
        "days_in_phase": SHOWN,
    },
    "web/plan_shown.py": {
        "H1 H2 H3 H4 H5 heel_raise": DRAWN,
        "pain_green stands_much": SHOWN,
    },
    "web/questions.py": {
        "pain_sites": ASKED,
    },
    "web/reminders.py": {
        "tape": SHOWN,
    },
    "web/report_shown.py": {
        "act pain_green weeks_shown": SHOWN,
    },
    "web/run_shown.py": {
        "pain_green": SHOWN,
    },
    "web/session_shown.py": {
        "pain_amber pain_green": SHOWN,
    },
    "web/today_shown.py": {
        "first_step_pain half_load": SHOWN,
    },
    "web/tape_shown.py": {
        "relief": SHOWN,
    },
    "web/work_shown.py": {
        "everyday_bad14 standing_counts standing_hours standing_range stands_much work_can_change": SHOWN,
    },
    "web/views/day.py": {
        "activity_pain first_step_pain nothing_new": ASKED,
    },
    "web/views/done.py": {
        "activity_pain": ASKED,
    },
    "web/views/entries.py": {
        "exercises": SHEET,
    },
    "web/views/telling.py": {
        "pain_sites": SHEET,
    },
}
