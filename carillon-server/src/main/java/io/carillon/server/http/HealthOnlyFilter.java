package io.carillon.server.http;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/// Lets in only who asks after the health, or the metrics, of a node that does nothing but send.
public final class HealthOnlyFilter extends HttpFilter {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doFilter(
            HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        String path = request.getServletPath();
        if (path.startsWith("/health/") || path.equals("/metrics")) {
            chain.doFilter(request, response);
            return;
        }
        Problems.write(
                Problem.notFound(
                        "this node is a worker: it serves nothing but /health and /metrics"),
                response);
    }
}
