// Decorators record what they see through this polyfill, which must be there before any class is.
import '../../server/node_modules/reflect-metadata/Reflect.js'
