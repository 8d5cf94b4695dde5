package org.casewright.identity;

import java.util.List;
import org.springframework.security.oauth2.core.oidc.OidcIdToken;
import org.springframework.security.oauth2.core.oidc.user.DefaultOidcUser;

/** Whom a provider vouches for, and the account that this is. The token is kept for signing out there too. */
public final class ProviderUser extends DefaultOidcUser {

    private static final long serialVersionUID = 1L;

    private final SignedIn signedIn;

    ProviderUser(OidcIdToken token, SignedIn signedIn) {
        super(List.of(), token);
        this.signedIn = signedIn;
    }

    /** The account. */
    public SignedIn signedIn() {
        return signedIn;
    }

    @Override
    public String getName() {
        return signedIn.name();
    }
}
