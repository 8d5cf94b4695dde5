package org.casewright.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.LockedException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Signs people in at the form, through the same door as everything else. */
@Component
class PasswordAuthentication implements AuthenticationProvider {

    private static final List<String> NUMBERS = List.of("No", "One", "Two", "Three", "Four");

    private final Accounts accounts;
    private final Clock clock;

    PasswordAuthentication(Accounts accounts, Clock clock) {
        this.accounts = accounts;
        this.clock = clock;
    }

    @Override
    public Authentication authenticate(Authentication typed) {
        var password = typed.getCredentials();
        return switch (accounts.signIn(typed.getName(), password == null ? "" : password.toString())) {
            case SignIn.Accepted accepted ->
                UsernamePasswordAuthenticationToken.authenticated(
                        new SignedIn(accepted.account(), accepted.name()), null, List.of());
            case SignIn.Refused refused -> throw new BadCredentialsException(noMatch(refused.triesLeft()));
            case SignIn.Resting resting -> throw new LockedException(resting(resting.until()));
        };
    }

    /** In words for the person at the form; the same for a name of nobody. */
    private static String noMatch(int triesLeft) {
        var rest = SignInFailures.REST.toMinutes();
        var then = switch (triesLeft) {
            case 0 -> "The account now rests for " + rest + " minutes.";
            case 1 -> "One more try, then the account rests for " + rest + " minutes.";
            default -> NUMBERS.get(triesLeft) + " more tries, then the account rests for " + rest + " minutes.";
        };
        return "That user name and password do not match. " + then;
    }

    private String resting(OffsetDateTime until) {
        var minutes = Duration.between(clock.instant(), until.toInstant())
                .plusSeconds(59)
                .toMinutes();
        return "Too many tries. This user name rests for " + minutes
                + (minutes == 1 ? " more minute." : " more minutes.");
    }

    @Override
    public boolean supports(@Nullable Class<?> authentication) {
        return authentication != null && UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
