package dev.santokit.schema.difference;

import dev.santokit.schema.catalogue.CheckEntry;
import dev.santokit.schema.catalogue.ColumnEntry;
import dev.santokit.schema.catalogue.EnumEntry;
import dev.santokit.schema.catalogue.ForeignKeyEntry;
import dev.santokit.schema.catalogue.IndexEntry;
import dev.santokit.schema.catalogue.PrimaryKeyEntry;
import dev.santokit.schema.catalogue.SchemaEntry;
import dev.santokit.schema.catalogue.TableEntry;
import dev.santokit.schema.catalogue.UniqueEntry;
import dev.santokit.schema.model.QualifiedName;
import org.jspecify.annotations.Nullable;

/**
 * One thing that makes a live database more like what is wanted. A {@code table} is always as it is
 * live, a part as it is wanted, and one that leaves as it is live.
 */
public sealed interface Change {

  /** What it is about, for people: {@code public.users.email}. */
  String object();

  /** A change of a part of a table that stays. */
  sealed interface OfTable extends Change {
    /** As it is live. */
    TableEntry table();

    /** Its part, without the name of the table. */
    String part();

    @Override
    default String object() {
      return table().name() + "." + part();
    }
  }

  /** A change of a column. */
  sealed interface OfColumn extends OfTable {
    /** As it is wanted, or, when it leaves, as it is live. */
    ColumnEntry column();

    @Override
    default String part() {
      return column().name();
    }
  }

  // ---- schemas and enums

  /** A schema comes. */
  record CreateSchema(SchemaEntry schema) implements Change {
    @Override
    public String object() {
      return schema.name();
    }
  }

  /** A schema leaves. */
  record DropSchema(SchemaEntry schema) implements Change {
    @Override
    public String object() {
      return schema.name();
    }
  }

  /** An enum comes. */
  record CreateEnum(EnumEntry type) implements Change {
    @Override
    public String object() {
      return type.name().toString();
    }
  }

  /** An enum leaves. */
  record DropEnum(EnumEntry type) implements Change {
    @Override
    public String object() {
      return type.name().toString();
    }
  }

  /**
   * An enum gets a value.
   *
   * @param before whether it sorts right before {@code neighbour}, else right after
   * @param neighbour a value that is there by then; null: there is none, or it comes last
   */
  record AddEnumValue(QualifiedName type, String value, boolean before, @Nullable String neighbour)
      implements Change {
    @Override
    public String object() {
      return type.toString();
    }
  }

  /**
   * An enum loses values or changes their order.
   *
   * @param live with the values that were added before
   */
  record RebuildEnum(EnumEntry live, EnumEntry wanted) implements Change {
    @Override
    public String object() {
      return wanted.name().toString();
    }
  }

  // ---- tables

  /** A table comes, with all its parts. */
  record CreateTable(TableEntry table) implements Change {
    @Override
    public String object() {
      return table.name().toString();
    }
  }

  /** A table leaves, with all its parts. */
  record DropTable(TableEntry table) implements Change {
    @Override
    public String object() {
      return table.name().toString();
    }
  }

  // ---- columns

  /** A column comes, with its default, identity and comment. */
  record AddColumn(TableEntry table, ColumnEntry column) implements OfColumn {}

  /** A column leaves. */
  record DropColumn(TableEntry table, ColumnEntry column) implements OfColumn {}

  /** A column gets another type, and the default that goes with it. */
  record ChangeType(TableEntry table, ColumnEntry live, ColumnEntry column) implements OfColumn {}

  /** A column may not be null any more. */
  record SetNotNull(TableEntry table, ColumnEntry column) implements OfColumn {}

  /** A column may be null. */
  record DropNotNull(TableEntry table, ColumnEntry column) implements OfColumn {}

  /** A column gets a default, or another one. */
  record SetDefault(TableEntry table, ColumnEntry column) implements OfColumn {}

  /** A column has no default any more. */
  record DropDefault(TableEntry table, ColumnEntry column) implements OfColumn {}

  /**
   * A column numbers itself in another way or no longer: plain, serial and identity are the three
   * ways. Its default changes with it.
   */
  record ChangeNumbering(TableEntry table, ColumnEntry live, ColumnEntry column)
      implements OfColumn {}

  /** A generated column becomes a plain one and keeps what it holds. */
  record DropExpression(TableEntry table, ColumnEntry column) implements OfColumn {}

  // ---- indexes and what stands on them

  /**
   * What is in the way of something new gets another name until it leaves.
   *
   * @param name of an index, or of the constraint that stands on one
   */
  record SetAside(TableEntry table, String name, String aside) implements OfTable {
    @Override
    public String part() {
      return name;
    }
  }

  /** What an index that could not be built has left behind goes. */
  record DropLeftover(TableEntry table, IndexEntry index) implements OfTable {
    @Override
    public String part() {
      return index.name();
    }
  }

  /** An index comes. */
  record AddIndex(TableEntry table, IndexEntry index) implements OfTable {
    @Override
    public String part() {
      return index.name();
    }
  }

  /** An index leaves. */
  record DropIndex(TableEntry table, IndexEntry index) implements OfTable {
    @Override
    public String part() {
      return index.name();
    }
  }

  /**
   * A unique constraint comes.
   *
   * @param built whether an index of its name that fits is there
   */
  record AddUnique(TableEntry table, UniqueEntry unique, boolean built) implements OfTable {
    @Override
    public String part() {
      return unique.name();
    }
  }

  /** A unique constraint leaves. */
  record DropUnique(TableEntry table, UniqueEntry unique) implements OfTable {
    @Override
    public String part() {
      return unique.name();
    }
  }

  /**
   * A primary key comes, perhaps in the place of another one.
   *
   * @param live null: there was none
   * @param index the name of the index that it is made of
   * @param built whether that is there
   */
  record SetPrimaryKey(
      TableEntry table,
      @Nullable PrimaryKeyEntry live,
      PrimaryKeyEntry key,
      String index,
      boolean built)
      implements OfTable {
    @Override
    public String part() {
      return key.name();
    }
  }

  /** A primary key leaves. */
  record DropPrimaryKey(TableEntry table, PrimaryKeyEntry key) implements OfTable {
    @Override
    public String part() {
      return key.name();
    }
  }

  // ---- conditions

  /**
   * A check comes, perhaps in the place of another one of its name; what is there is not looked at.
   */
  record AddCheck(TableEntry table, @Nullable CheckEntry live, CheckEntry check)
      implements OfTable {
    @Override
    public String part() {
      return check.name();
    }
  }

  /** The rows that are there are looked at. */
  record ValidateCheck(TableEntry table, CheckEntry check) implements OfTable {
    @Override
    public String part() {
      return check.name();
    }
  }

  /** A check leaves. */
  record DropCheck(TableEntry table, CheckEntry check) implements OfTable {
    @Override
    public String part() {
      return check.name();
    }
  }

  /**
   * A foreign key comes, perhaps in the place of another one of its name; what is there is not
   * looked at.
   */
  record AddForeignKey(TableEntry table, @Nullable ForeignKeyEntry live, ForeignKeyEntry key)
      implements OfTable {
    @Override
    public String part() {
      return key.name();
    }
  }

  /** The rows that are there are looked at. */
  record ValidateForeignKey(TableEntry table, ForeignKeyEntry key) implements OfTable {
    @Override
    public String part() {
      return key.name();
    }
  }

  /** A foreign key leaves. */
  record DropForeignKey(TableEntry table, ForeignKeyEntry key) implements OfTable {
    @Override
    public String part() {
      return key.name();
    }
  }

  // ---- comments

  /**
   * Something that stays gets a comment, another one, or none.
   *
   * @param subject as it stands after {@code COMMENT ON}: {@code TABLE "public"."users"}
   * @param text null: none
   */
  record CommentOn(String subject, String object, @Nullable String text) implements Change {}
}
