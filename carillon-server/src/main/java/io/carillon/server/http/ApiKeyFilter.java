package io.carillon.server.http;

import io.carillon.server.settings.ApiKey;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.regex.Pattern;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;

/// Lets in only who shows the API key. Exempt are the health checks and the metrics, which
/// orchestrators ask for, and the inbox's receiving path, which asks for a signature instead.
public final class ApiKeyFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;
    private static final String SCHEME = "Bearer ";
    private static final Pattern HEALTH = Pattern.compile("/health/[a-z]*");

    private final transient ApiKey key;

    public ApiKeyFilter(ApiKey key) {
        this.key = key;
    }

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (isExempt(request) || isAllowed(request)) {
            chain.doFilter(request, response);
            return;
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Bearer realm=\"carillon\"");
        Problems.write(
                Problem.of(
                        HttpStatus.UNAUTHORIZED,
                        "unauthorized",
                        "show the API key: Authorization: Bearer …"),
                response);
    }

    // By the path as it was sent: one that only becomes exempt when it is tidied up is not.
    private static boolean isExempt(HttpServletRequest request) {
        String path = request.getRequestURI();
        return HEALTH.matcher(path).matches()
                || path.equals("/metrics")
                || (path.equals("/inbox") && request.getMethod().equals("POST"));
    }

    private boolean isAllowed(HttpServletRequest request) {
        String shown = request.getHeader(HttpHeaders.AUTHORIZATION);
        return shown != null
                && shown.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
                && key.matches(shown.substring(SCHEME.length()).strip());
    }
}
