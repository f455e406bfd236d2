package io.carillon.engine.runtime;

import io.carillon.engine.subject.Profile;
import java.util.Optional;

/// A subject to be created: its kind, its owner's own name for it, if any, and its profile.
public record NewSubject(String kind, Optional<String> ref, Profile profile) {}
