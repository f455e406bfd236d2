package io.carillon.engine.delivery;

import java.time.Duration;
import java.util.Optional;

/// What a channel said of one attempt. It says what happened, never what to do about it: that is
/// the [Settlement].
public sealed interface Outcome {
    /// The other side took it; `receipt` is what it answered with, such as a status code.
    record Accepted(String receipt) implements Outcome {
        public Accepted {
            receipt = storable(receipt);
        }
    }

    /// The other side will never take this message.
    record Refused(String reason) implements Outcome {
        public Refused {
            reason = storable(reason);
        }
    }

    /// The other side cannot take any message now; it certainly did not take this one.
    record Unavailable(String reason, Optional<Duration> retryAfter) implements Outcome {
        public Unavailable {
            reason = storable(reason);
        }

        public static Unavailable because(String reason) {
            return new Unavailable(reason, Optional.empty());
        }
    }

    /// The other side is not there any more and asks not to be called again; it did not take this
    /// message.
    record Gone(String reason) implements Outcome {
        public Gone {
            reason = storable(reason);
        }
    }

    /// The message left, and whether it was taken is not known.
    record Unknown(String reason) implements Outcome {
        public Unknown {
            reason = storable(reason);
        }
    }

    /// The right to send had lapsed before the first byte left; nothing was sent, and another node
    /// decides.
    record Withheld() implements Outcome {}

    // The channels' words are not ours: the database could not store some, and half a character
    // cannot be written as UTF-8.
    private static String storable(String text) {
        if (isStorable(text)) {
            return text;
        }
        StringBuilder storable = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> c == 0 || Character.getType(c) == Character.SURROGATE ? '\uFFFD' : c)
                .forEach(storable::appendCodePoint);
        return storable.toString();
    }

    private static boolean isStorable(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == 0 || text.charAt(i) >= Character.MIN_SURROGATE) {
                return false;
            }
        }
        return true;
    }
}
