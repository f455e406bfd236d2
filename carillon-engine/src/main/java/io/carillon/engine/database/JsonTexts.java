package io.carillon.engine.database;

import java.util.AbstractMap;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Texts by their names, and the JSON they were read from, so that they need not be written anew
/// where they are only passed on.
public final class JsonTexts extends AbstractMap<String, String> {
    private final String json;
    private final Map<String, String> texts;

    JsonTexts(String json, Map<String, String> texts) {
        this.json = json;
        this.texts = Collections.unmodifiableMap(texts);
    }

    String json() {
        return json;
    }

    @Override
    public Set<Entry<String, String>> entrySet() {
        return texts.entrySet();
    }

    @Override
    public boolean containsKey(Object name) {
        return texts.containsKey(name);
    }

    @Override
    public @Nullable String get(Object name) {
        return texts.get(name);
    }
}
