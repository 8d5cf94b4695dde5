package org.casewright.identity;

import java.time.Clock;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import org.casewright.text.Message;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.stereotype.Component;

/** Signs people in at the form, through the same door as everything else. */
@Component
class PasswordAuthentication implements AuthenticationProvider {

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
            case SignIn.Refused refused -> throw new SignInRefused(noMatch(refused.triesLeft()));
            case SignIn.Resting resting -> throw new SignInRefused(resting(resting.until()));
        };
    }

    /** In words for the person at the form; the same for a name of nobody. */
    private static Message noMatch(int triesLeft) {
        var rest = SignInFailures.REST.toMinutes();
        return triesLeft == 0
                ? Message.of(
                        "That user name and password do not match. The account now rests for {0, plural, one{# minute} other{# minutes}}.",
                        rest)
                : Message.of(
                        "That user name and password do not match. {0, plural, one{One more try} other{# more tries}}, then the account"
                                + " rests for {1, plural, one{# minute} other{# minutes}}.",
                        triesLeft,
                        rest);
    }

    private Message resting(OffsetDateTime until) {
        var minutes = Duration.between(clock.instant(), until.toInstant())
                .plusSeconds(59)
                .toMinutes();
        return Message.of(
                "Too many tries. This user name rests for {0, plural, one{# more minute} other{# more minutes}}.",
                minutes);
    }

    @Override
    public boolean supports(@Nullable Class<?> authentication) {
        return authentication != null && UsernamePasswordAuthenticationToken.class.isAssignableFrom(authentication);
    }
}
