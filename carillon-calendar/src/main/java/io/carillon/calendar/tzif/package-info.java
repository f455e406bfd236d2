/// Reads compiled zones of the tz database (TZif, RFC 9636) as [java.time.zone.ZoneRules].
///
/// [Tzif] is the way in. A file of version 2 or later holds a table of changes with 64-bit times
/// and a footer, the rule for all time after the table; what is older than the table has the offset
/// of its first type. `Table` is the one, `Footer` the other, and `Timeline` puts both together.
///
/// What the rules do **not** know is which offset is the standard one: the files do not say it, and
/// what they call daylight saving time is a name (in Dublin it is the winter's). So of `ZoneRules`
/// only offsets and transitions mean something here; `getStandardOffset` and `isDaylightSavings` do
/// not.
///
/// Refused, with the reason: version 1, which ends in 2038; files that count leap seconds
/// (`right/`); offsets beyond 18 hours; clocks that change again before they have shown the end of
/// a change; zones whose local time is said to be unknown in the end (`-00`); and whatever is
/// malformed.
@NullMarked
package io.carillon.calendar.tzif;

import org.jspecify.annotations.NullMarked;
