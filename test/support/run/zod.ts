// Teaches zod to describe itself, before the first schema is made: files of the fast run share a process, in any order.
import '@hono/zod-openapi'
