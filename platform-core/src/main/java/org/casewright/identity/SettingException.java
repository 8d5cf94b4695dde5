package org.casewright.identity;

/** A setting by which nothing can be started; the message is one line that names it and what would be right. */
public final class SettingException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SettingException(String message) {
        super(message);
    }
}
