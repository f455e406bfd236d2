package io.carillon.embedded;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/// What a class has logged, until it is closed.
final class Said extends AppenderBase<ILoggingEvent> implements AutoCloseable {

    private final List<String> messages = new CopyOnWriteArrayList<>();
    private final Logger logger;

    private Said(Logger logger) {
        this.logger = logger;
    }

    static Said by(Class<?> speaker) {
        var said = new Said((Logger) LoggerFactory.getLogger(speaker));
        said.start();
        said.logger.addAppender(said);
        return said;
    }

    @Override
    protected void append(ILoggingEvent event) {
        messages.add(event.getFormattedMessage());
    }

    boolean has(String words) {
        return messages.stream().anyMatch(message -> message.contains(words));
    }

    @Override
    public void close() {
        logger.detachAppender(this);
    }
}
