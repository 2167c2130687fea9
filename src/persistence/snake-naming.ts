import { DefaultNamingStrategy, type NamingStrategyInterface } from 'typeorm';

/** Columns are the snake_case of their property; tables are named by their entity. */
export class SnakeNaming extends DefaultNamingStrategy implements NamingStrategyInterface {
  override columnName(propertyName: string, customName: string | undefined): string {
    return customName ?? propertyName.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
  }

  /** Every table names its primary key `<table>_pkey`, as Postgres would. */
  override primaryKeyName(tableOrName: { name: string } | string): string {
    const name = typeof tableOrName === 'string' ? tableOrName : tableOrName.name;
    return `${name.split('.').at(-1) ?? name}_pkey`;
  }
}
