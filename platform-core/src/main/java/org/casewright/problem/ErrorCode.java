package org.casewright.problem;

import java.util.Locale;

/** The closed set of things that can be wrong; the text form ({@link #code()}) is part of the API. */
public enum ErrorCode {
    MALFORMED(Fault.USER, 400),
    UNAUTHENTICATED(Fault.USER, 401),
    FORBIDDEN(Fault.USER, 403),
    NOT_FOUND(Fault.USER, 404),
    METHOD_NOT_ALLOWED(Fault.USER, 405),
    NOT_ACCEPTABLE(Fault.USER, 406),
    CONFLICT(Fault.USER, 409),
    STALE(Fault.USER, 412),
    TOO_LARGE(Fault.USER, 413),
    UNSUPPORTED_MEDIA_TYPE(Fault.USER, 415),
    PRECONDITION_REQUIRED(Fault.USER, 428),
    TOO_MANY_REQUESTS(Fault.USER, 429),
    /** Several problems of the kinds below. */
    INVALID(Fault.USER, 422),
    UNKNOWN_PROPERTY(Fault.USER, 422),
    READ_ONLY(Fault.USER, 422),
    REQUIRED(Fault.USER, 422),
    TYPE(Fault.USER, 422),
    FORMAT(Fault.USER, 422),
    PATTERN(Fault.USER, 422),
    LENGTH(Fault.USER, 422),
    RANGE(Fault.USER, 422),
    /** A value that is not in its code list, or is no longer offered. */
    CODE(Fault.USER, 422),
    /** A reference to a record that is not there, is retired, or is not offered. */
    REFERENCE(Fault.USER, 422),
    UNIQUE(Fault.USER, 422),
    /** A change of status that no transition allows. */
    TRANSITION(Fault.USER, 422),
    /** An operation that is not possible with the record as it is. */
    OPERATION(Fault.USER, 422),
    /** A rule of the module said no. */
    RULE(Fault.USER, 422),
    /** Any other assertion of JSON Schema. */
    SCHEMA(Fault.USER, 422),
    /** A filter or sort that cannot be answered from an index; the message says what to declare. */
    FILTER(Fault.USER, 422),
    /** An {@code Idempotency-Key} that was used for another request. */
    IDEMPOTENCY_KEY(Fault.USER, 422),
    /** A definition file is wrong. */
    DEFINITION(Fault.MODULE, 422),
    /** A definition failed while it was used, though it was accepted when loaded. */
    MODULE_FAILED(Fault.MODULE, 500),
    /** Somebody's rights were changed while the request was on its way. */
    ACCESS_CHANGED(Fault.SYSTEM, 503),
    UNAVAILABLE(Fault.SYSTEM, 503),
    INTERNAL(Fault.SYSTEM, 500);

    private final Fault fault;
    private final int status;

    ErrorCode(Fault fault, int status) {
        this.fault = fault;
        this.status = status;
    }

    /** Who can mend it. */
    public Fault fault() {
        return fault;
    }

    /** The HTTP status (RFC 9110) that says it. */
    public int status() {
        return status;
    }

    /** The form used in JSON, for example {@code unknown-property}. */
    public String code() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
