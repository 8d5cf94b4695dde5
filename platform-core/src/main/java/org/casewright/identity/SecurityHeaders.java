package org.casewright.identity;

import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.header.writers.CrossOriginOpenerPolicyHeaderWriter.CrossOriginOpenerPolicy;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;

/** What browsers are told about every answer. That they come by TLS only is said where they did. */
public final class SecurityHeaders {

    /** For what is data: whatever it holds, a browser that shows it runs nothing and loads nothing. */
    public static final String DATA_ONLY =
            "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    /** The header that says which devices a page may use. */
    public static final String DEVICES = "Permissions-Policy";

    private static final String NO_DEVICES =
            "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), magnetometer=(),"
                    + " microphone=(), midi=(), payment=(), serial=(), usb=(), browsing-topics=()";

    /** Our own pages may ask for the camera, where somebody takes a picture; nothing else. */
    public static final String CAMERA_FOR_OURSELVES = NO_DEVICES.replace("camera=()", "camera=(self)");

    private SecurityHeaders() {}

    /**
     * Sets them for a chain.
     *
     * @param policy of content, where an answer does not bring its own
     */
    public static void set(HttpSecurity http, String policy) {
        http.headers(headers -> headers.contentSecurityPolicy(content -> content.policyDirectives(policy))
                .referrerPolicy(referrer -> referrer.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(permissions -> permissions.policy(NO_DEVICES))
                .crossOriginOpenerPolicy(opener -> opener.policy(CrossOriginOpenerPolicy.SAME_ORIGIN))
                .frameOptions(frames -> frames.deny()));
    }
}
