package io.carillon.server.user;

import io.carillon.calendar.AnnualDate;
import io.carillon.calendar.TzSnapshot;
import io.carillon.engine.input.Fields;
import io.carillon.engine.input.HomeZone;
import io.carillon.engine.input.Parsed;
import io.carillon.engine.input.RecurringDate;
import io.carillon.server.http.OneLine;
import io.carillon.server.http.ProblemException;
import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// Reads the fields of a user, each by itself. What depends on two of them is for [UserRules].
final class UserFields {
    static final String ID = "id";
    private static final int NAME_LENGTH_MAX = 100;
    static final String FIRST_NAME = "firstName";
    static final String LAST_NAME = "lastName";
    static final String DATE_OF_BIRTH = "dateOfBirth";
    static final String TIMEZONE = "timezone";

    private static final List<String> ALL = List.of(FIRST_NAME, LAST_NAME, DATE_OF_BIRTH, TIMEZONE);

    private static final Set<String> TOLD =
            Set.of(ID, FIRST_NAME, LAST_NAME, DATE_OF_BIRTH, TIMEZONE, "createdAt", "updatedAt");

    private final Supplier<TzSnapshot> tz;
    private final LocalDate birthDateMin;

    UserFields(Supplier<TzSnapshot> tz, LocalDate birthDateMin) {
        this.tz = tz;
        this.birthDateMin = birthDateMin;
    }

    /// What a client says of a user to be created: all of it.
    UserPatch whole(ObjectNode body) {
        return read(new Fields(body, Set.copyOf(ALL)).require(ALL));
    }

    /// What a client says of a user to be changed: any part of what it was told of it. The id was
    /// read before; the times are the server's, and stay.
    UserPatch part(ObjectNode body) {
        return read(new Fields(body, TOLD));
    }

    private UserPatch read(Fields fields) {
        UserPatch patch =
                new UserPatch(
                        fields.read(FIRST_NAME, OneLine.upTo(NAME_LENGTH_MAX)),
                        fields.read(LAST_NAME, OneLine.upTo(NAME_LENGTH_MAX)),
                        fields.read(DATE_OF_BIRTH, this::date),
                        fields.read(TIMEZONE, text -> HomeZone.parse(text, tz.get())));
        ProblemException.check(fields);
        return patch;
    }

    private Parsed<AnnualDate> date(String text) {
        Parsed<AnnualDate> parsed = RecurringDate.parse(text);
        return parsed instanceof Parsed.Value<AnnualDate>(AnnualDate date)
                        && date.date().filter(birthDateMin::isAfter).isPresent()
                ? new Parsed.Wrong<>("date_too_early", "it must not be before " + birthDateMin)
                : parsed;
    }
}
