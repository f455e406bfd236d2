package io.carillon.server.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;

/// Where no key is asked for, lets in only requests that name this machine as such. A web page from
/// elsewhere that has made its own name point here (DNS rebinding) still names itself.
public final class HostFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final Pattern LOOPBACK =
            Pattern.compile(
                    "127(\\.[0-9]{1,3}){3}|\\[?::1]?|\\[(0+:){7}0*1]|(.+\\.)?localhost\\.?");

    private final String bound;

    public HostFilter(String bound) {
        this.bound = bound.toLowerCase(Locale.ROOT);
    }

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String host = request.getServerName().toLowerCase(Locale.ROOT);
        if (LOOPBACK.matcher(host).matches() || host.equals(bound)) {
            chain.doFilter(request, response);
            return;
        }
        Problems.write(
                Problem.of(
                        HttpStatus.MISDIRECTED_REQUEST,
                        "misdirected_request",
                        "without an API key, this server answers only under the names of its own machine, such as localhost"),
                response);
    }
}
