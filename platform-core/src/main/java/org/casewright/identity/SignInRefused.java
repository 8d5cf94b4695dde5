package org.casewright.identity;

import org.casewright.text.Message;
import org.springframework.security.core.AuthenticationException;

/** A name and a password by which nobody comes in, or not now: with words for whoever typed them. */
public final class SignInRefused extends AuthenticationException {

    private static final long serialVersionUID = 1L;

    private final transient Message text;

    SignInRefused(Message text) {
        super(text.toString());
        this.text = text;
    }

    /** Why, and what to do. Names of nobody get the same words as those of others. */
    public Message text() {
        return text;
    }
}
