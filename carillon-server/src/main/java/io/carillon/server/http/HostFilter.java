package io.carillon.server.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;

/// Where no key is asked for, lets in only requests that name this machine as such, and changes
/// nothing for a web page from elsewhere. A page that has made its own name point here (DNS
/// rebinding) still names itself; of one that asks under our name its browser says where it is
/// from.
public final class HostFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final Pattern LOOPBACK =
            Pattern.compile(
                    "127(\\.[0-9]{1,3}){3}|\\[?::1]?|\\[(0+:){7}0*1]|(.+\\.)?localhost\\.?");

    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS", "TRACE");
    private static final Set<String> OWN_SITES = Set.of("same-origin", "none");

    private final String bound;

    public HostFilter(String bound) {
        this.bound = bound.toLowerCase(Locale.ROOT);
    }

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String host = request.getServerName().toLowerCase(Locale.ROOT);
        if (!LOOPBACK.matcher(host).matches() && !host.equals(bound)) {
            Problems.write(
                    Problem.of(
                            HttpStatus.MISDIRECTED_REQUEST,
                            "misdirected_request",
                            "without an API key, this server answers only under the names of its own machine, such as localhost"),
                    response);
        } else if (mayChangeSomething(request) && isOfAnotherSite(request)) {
            Problems.write(
                    Problem.of(
                            HttpStatus.FORBIDDEN,
                            "cross_site_request",
                            "without an API key, this server changes nothing for a web page that is not its own"),
                    response);
        } else {
            chain.doFilter(request, response);
        }
    }

    private static boolean mayChangeSomething(HttpServletRequest request) {
        return !SAFE.contains(request.getMethod());
    }

    /// Only browsers send these; older ones `Origin` alone, which may be another address of ours
    /// behind a proxy.
    private static boolean isOfAnotherSite(HttpServletRequest request) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !OWN_SITES.contains(site);
        }
        String origin = request.getHeader("Origin");
        return origin != null && !origin.endsWith("://" + request.getHeader("Host"));
    }
}
