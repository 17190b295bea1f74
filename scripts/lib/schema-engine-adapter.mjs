// The PostgreSQL side of schema-engine.mjs: a driver adapter that reads system catalogues and makes real shadow databases.
import { PrismaPg } from '@prisma/adapter-pg';
import { ColumnTypeEnum } from '@prisma/driver-adapter-utils';
import pg from 'pg';

// the adapter refuses the catalogue type "char" (OID 18), which the engine reads: report it as CharacterArray, and below as Character
const describeRow = pg.Query.prototype.handleRowDescription;
pg.Query.prototype.handleRowDescription = function (message) {
  describeRow.call(this, message);
  for (const field of message.fields) if (field.dataTypeID === 18) field.dataTypeID = 1002;
};

const asCharacter = (type) => (type === ColumnTypeEnum.CharacterArray ? ColumnTypeEnum.Character : type);

function readingCatalogues(queryable) {
  const ask = queryable.queryRaw.bind(queryable);
  queryable.queryRaw = async (query) => {
    const rows = await ask(query);
    return Object.assign(rows, { columnTypes: rows.columnTypes.map(asCharacter) });
  };
  return queryable;
}

/**
 * The connection fields of a database URL, one by one. With a `connectionString` the adapter's shadow connection would land on
 * the main database, because the string wins over the `database` field: migrations would be replayed on real data.
 */
export function connectionFields(text) {
  const { hostname, port, username, password, pathname } = new URL(text);
  const [user, secret, database] = [username, password, pathname.slice(1)].map(decodeURIComponent);
  return {
    host: hostname,
    port: Number(port || 5432),
    user,
    password: secret,
    database: database || 'postgres',
    connectionTimeoutMillis: 5000,
  };
}

/** A PrismaPg for the migration engine. `dropShadows` removes the shadow databases, which the WebAssembly engine leaves behind. */
export class EngineAdapter extends PrismaPg {
  #fields;
  #shadows = [];

  constructor(fields) {
    super(fields);
    this.#fields = fields;
  }

  async connect() {
    const connection = readingCatalogues(await super.connect());
    const begin = connection.startTransaction.bind(connection);
    connection.startTransaction = async (...args) => readingCatalogues(await begin(...args));
    // the adapter cuts scripts at every semicolon, also inside $$ bodies; PostgreSQL takes the whole script, as the native engine sends it
    connection.executeScript = async (script) => {
      try {
        await connection.client.query(script);
      } catch (error) {
        connection.onError(error);
      }
    };
    return connection;
  }

  async connectToShadowDb() {
    const database = `prisma_shadow_${process.pid}_${Date.now()}_${this.#shadows.length}`;
    await this.#onMain((main) => main.executeScript(`CREATE DATABASE "${database}"`));
    const shadow = await new EngineAdapter({ ...this.#fields, database }).connect();
    this.#shadows.push({ database, shadow });
    return shadow;
  }

  async dropShadows() {
    for (const { database, shadow } of this.#shadows.splice(0)) {
      await shadow.dispose().catch(() => undefined); // refused when the engine has disposed of it itself
      await this.#onMain((main) => main.executeScript(`DROP DATABASE IF EXISTS "${database}" WITH (FORCE)`));
    }
  }

  async #onMain(work) {
    const main = await new PrismaPg(this.#fields).connect();
    try {
      await work(main);
    } finally {
      await main.dispose();
    }
  }
}
