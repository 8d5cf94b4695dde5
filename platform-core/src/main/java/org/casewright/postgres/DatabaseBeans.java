package org.casewright.postgres;

import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.BeanDefinitionCustomizer;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.support.GenericApplicationContext;

/**
 * Gives a context its database: {@link Databases}, the application's {@link DataSource} to everybody who asks for one, and the
 * owner's to those who ask for {@code ownerDataSource} by name. The context takes them over and closes them last, the embedded
 * server after the pools.
 */
public final class DatabaseBeans implements ApplicationContextInitializer<GenericApplicationContext> {
    /** The name under which releases ask for the owner's connections. */
    public static final String OWNER = "ownerDataSource";

    private final @Nullable EmbeddedPostgres server;
    private final Databases databases;

    private DatabaseBeans(@Nullable EmbeddedPostgres server, Databases databases) {
        this.server = server;
        this.databases = databases;
    }

    /** A database on the application's own server. */
    public static DatabaseBeans of(EmbeddedPostgres server, Databases databases) {
        return new DatabaseBeans(server, databases);
    }

    /** A database on a server that others run. */
    public static DatabaseBeans of(Databases databases) {
        return new DatabaseBeans(null, databases);
    }

    @Override
    public void initialize(GenericApplicationContext context) {
        BeanDefinitionCustomizer afterServer = bean -> {};
        if (server != null) {
            var running = server;
            context.registerBean("embeddedPostgres", EmbeddedPostgres.class, () -> running);
            afterServer = bean -> bean.setDependsOn("embeddedPostgres");
        }
        context.registerBean("databases", Databases.class, () -> databases, afterServer);
        context.registerBean(
                "dataSource",
                DataSource.class,
                databases::application,
                DatabaseBeans::fromDatabases,
                bean -> bean.setPrimary(true));
        context.registerBean(
                OWNER,
                DataSource.class,
                databases::owner,
                DatabaseBeans::fromDatabases,
                bean -> ((AbstractBeanDefinition) bean).setDefaultCandidate(false));
    }

    private static void fromDatabases(BeanDefinition bean) {
        bean.setDependsOn("databases");
    }
}
