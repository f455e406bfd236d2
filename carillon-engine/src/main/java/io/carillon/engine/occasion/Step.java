package io.carillon.engine.occasion;

import java.time.LocalTime;

/// One thing an occasion does on its day: at a local time, through an endpoint, with a text, sent
/// in its own way. Its key is for ever.
public record Step(
        String key, LocalTime localTime, int endpoint, String template, Sending sending) {}
