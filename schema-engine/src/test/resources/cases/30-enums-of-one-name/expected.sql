-- stands alone
ALTER TYPE "app"."status" ADD VALUE 'newer' AFTER 'new';
