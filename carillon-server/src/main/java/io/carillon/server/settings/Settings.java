package io.carillon.server.settings;

import java.time.LocalDate;

/// All that the operator decides. `birthDateMin` is the earliest date of birth that is accepted.
public record Settings(
        Listening listening,
        Storage storage,
        Webhooks webhooks,
        TimeZones timeZones,
        NodeSettings node,
        LocalDate birthDateMin) {}
