package org.casewright.identity;

import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** What somebody chose about how the application is for them: no matter of access, and of nobody else. */
@Component
public class Preferences {

    private final JdbcClient sql;

    Preferences(DataSource application) {
        this.sql = JdbcClient.create(application);
    }

    /** In which language and manner somebody wants to read; empty for what their browser asks for. */
    public Optional<Locale> locale(UUID account) {
        return sql.sql("select locale from platform.preference where account_id = ? and locale is not null")
                .param(account)
                .query(String.class)
                .optional()
                .map(Locale::forLanguageTag);
    }

    /** Keeps in which language and manner somebody wants to read; null for what their browser asks for. */
    public void choose(UUID account, @Nullable Locale locale) {
        sql.sql("""
                        insert into platform.preference (account_id, locale) values (:account, :locale)
                        on conflict (account_id) do update set locale = excluded.locale""")
                .param("account", account)
                .param("locale", locale == null ? null : locale.toLanguageTag(), java.sql.Types.VARCHAR)
                .update();
    }
}
