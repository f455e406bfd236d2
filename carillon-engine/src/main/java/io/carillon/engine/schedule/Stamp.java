package io.carillon.engine.schedule;

/// The versions of everything that a plan was made from: when any of them is another now, the plan
/// is stale.
public record Stamp(int subjectVersion, int ruleVersion, String tzdb) {}
