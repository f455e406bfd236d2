package io.carillon.channels.webhook;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;

/// The system's name resolution with a time limit, which the system has not, and a veto: a name or
/// an IP literal that leads to even one address that is not public leads nowhere.
///
/// The very addresses that were vetted are then connected to, so that a name which changes its mind
/// in between changes nothing. Lookups take turns on one thread: an endpoint has one name, Java
/// remembers the answer, and lookups that hang cannot pile up threads.
final class VettedDnsResolver implements DnsResolver, AutoCloseable {
    private static final Duration THREAD_IDLE_MAX = Duration.ofSeconds(5);

    private final ThreadPoolExecutor lookups =
            new ThreadPoolExecutor(
                    1,
                    1,
                    THREAD_IDLE_MAX.toMillis(),
                    TimeUnit.MILLISECONDS,
                    new LinkedBlockingQueue<>(),
                    Thread.ofPlatform().daemon().name("webhook-names").factory());
    private final Lookup lookup;
    private final Duration timeout;
    private final boolean privateTargetsAllowed;

    /// The system's way to find a name's addresses; an IP literal is its own.
    @FunctionalInterface
    interface Lookup {
        InetAddress[] addressesOf(String host) throws UnknownHostException;
    }

    VettedDnsResolver(Lookup lookup, Duration timeout, boolean privateTargetsAllowed) {
        this.lookup = lookup;
        this.timeout = timeout;
        this.lookups.allowCoreThreadTimeOut(true);
        this.privateTargetsAllowed = privateTargetsAllowed;
    }

    @Override
    public InetAddress[] resolve(String host) throws UnknownHostException {
        InetAddress[] addresses = lookUp(host);
        for (InetAddress address : addresses) {
            if (!privateTargetsAllowed && !PublicAddresses.contains(address)) {
                throw new PrivateTargetException();
            }
        }
        return addresses;
    }

    @Override
    public String resolveCanonicalHostname(String host) {
        return host;
    }

    @Override
    public void close() {
        lookups.shutdownNow();
    }

    private InetAddress[] lookUp(String host) throws UnknownHostException {
        Future<InetAddress[]> answer = lookups.submit(() -> lookup.addressesOf(host));
        try {
            return answer.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException | TimeoutException e) {
            answer.cancel(false);
            throw unresolved(e);
        } catch (InterruptedException e) {
            answer.cancel(false);
            Thread.currentThread().interrupt();
            throw unresolved(e);
        }
    }

    private static UnknownHostException unresolved(Exception cause) {
        UnknownHostException unresolved = new UnknownHostException("the name does not resolve");
        unresolved.initCause(cause);
        return unresolved;
    }
}
