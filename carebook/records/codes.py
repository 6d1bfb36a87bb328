"""Codes of the national forms by name: what ``schemas/`` lists under ``x-codes``, as far as a program asks for them.

A test holds each of them to the Chinese word of its schema.
"""

from __future__ import annotations

CLINIC_VISIT, HOME_VISIT, PHONE = 1, 2, 3
IN_PERSON = {CLINIC_VISIT, HOME_VISIT}

THE_PATIENT, THE_GUARDIAN = 1, 2

UNSTABLE, FAIRLY_STABLE, STABLE = 1, 2, 3
STABILITIES = (UNSTABLE, FAIRLY_STABLE, STABLE)
RISKS = (0, 1, 2, 3, 4, 5)

#: Why somebody is lost: so many visits in a row met nobody.
LOST_AFTER_MISSES = 4

INSIGHT_ABSENT = 3
VIOLENT = 7
IN_HOSPITAL = 1
TAKES_REGULARLY, TAKES_NOW_AND_THEN, TAKES_NONE = 1, 2, 3
TAKES = {TAKES_REGULARLY, TAKES_NOW_AND_THEN}
WORSE = 4
LOCKED_UP = 2
REFERRED = 2

#: 肇事 and 肇祸 among the kinds of an incident.
OFFENCE, CRIME = 2, 3
OFFENCES = {OFFENCE, CRIME}
SELF_HARM, SUICIDE_ATTEMPT = 5, 6
#: Acts that call for medical help at once.
URGENT = {CRIME, SELF_HARM, SUICIDE_ATTEMPT}

#: What was done in an emergency, and what an alarm was about.
ADMITTED = 3
ALARM_OFFENCE = 3

#: 在岗工人, 在岗管理者, 专业技术人员.
EMPLOYED = {1, 2, 7}

UNINSURED, EMPLOYEES_INSURANCE = 0, 1
AGREED = 1
MALE, FEMALE = 1, 2
