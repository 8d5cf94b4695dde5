package org.casewright.identity;

import java.net.URI;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.Environment;

/** Settings that name who signs. */
final class Issuer {

    private static final Set<String> THIS_MACHINE = Set.of("localhost", "127.0.0.1", "[::1]");

    private Issuer() {}

    /** The address in a setting; null where it is not set. What anybody on the way could change is refused. */
    static @Nullable String in(Environment settings, String setting) {
        var address = settings.getProperty(setting, "").strip();
        if (address.isEmpty()) {
            return null;
        }
        try {
            var uri = URI.create(address);
            if ("https".equals(uri.getScheme()) || ("http".equals(uri.getScheme()) && isHere(uri))) {
                return address;
            }
        } catch (IllegalArgumentException none) {
            throw new SettingException(setting + " is no address: " + address);
        }
        throw new SettingException(setting + " must begin with https://, or be on this machine: " + address);
    }

    private static boolean isHere(URI uri) {
        return uri.getHost() != null && THIS_MACHINE.contains(uri.getHost());
    }

    /** A setting that must be there where another one is. */
    static String required(Environment settings, String setting, String because) {
        var value = settings.getProperty(setting, "").strip();
        if (value.isEmpty()) {
            throw new SettingException(setting + " is missing, which " + because + " needs");
        }
        return value;
    }
}
